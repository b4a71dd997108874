package io.camelgenai.simulator.server;

/**
 * What a stream says and when. Times are nanoseconds since the generation began. The frames are made when they are asked
 * for: with ten thousand streams open, those that are not there cost nothing.
 */
public interface Script {

    /**
     * How many frames there are.
     *
     * @return the number
     */
    int frames();

    /**
     * When a frame is due.
     *
     * @param index its number, from 0
     * @return nanoseconds since the beginning, never less than for the frame before
     */
    long dueNanos(int index);

    /**
     * A frame.
     *
     * @param index its number, from 0
     * @return its bytes
     */
    byte[] frame(int index);

    /**
     * How many frames from one on are at hand in one piece, so that they need not be made and sent one by one. All of
     * them are due with the first.
     *
     * @param index the number of the first
     * @return how many, 1 where they are not
     */
    default int together(int index) {
        return 1;
    }

    /**
     * Such a piece.
     *
     * @param index the number of its first frame
     * @return its bytes
     */
    default byte[] piece(int index) {
        return frame(index);
    }

    /**
     * How old the generation is.
     *
     * @return nanoseconds since the beginning
     */
    long ageNanos();

    /**
     * When it was stopped: frames due later are never sent.
     *
     * @return nanoseconds since the beginning, {@link Long#MAX_VALUE} where it was not stopped
     */
    default long stoppedNanos() {
        return Long.MAX_VALUE;
    }

    /**
     * Asks to be told of a stop.
     *
     * @param playback who asks
     */
    default void follow(Playback playback) {}

    /**
     * Takes that back.
     *
     * @param playback who asked
     */
    default void unfollow(Playback playback) {}
}

package io.camelgenai.simulator.provider;

/**
 * The frames of a stream and when they are due. Frames are built when they are sent, so that ten thousand open streams cost
 * little memory.
 */
public interface StreamScript {

    /** Returns the number of frames. */
    int frames();

    /** Returns the age of the generation at which a frame is due, never less than that of the frame before. */
    long dueNanos(int index);

    /** Builds a frame. */
    byte[] frame(int index);

    /** Returns how many frames from an index on are encoded as one batch and due together; 1 if there is no batch. */
    default int batchSize(int index) {
        return 1;
    }

    /** Returns the batch that begins at an index. */
    default byte[] batch(int index) {
        return frame(index);
    }

    /** Returns the frame with which the stream of a generation ends that was stopped; empty where it just ends. */
    default byte[] stopped() {
        return new byte[0];
    }

    /** Returns the same frames without the first ones, for a client that resumes. */
    default StreamScript from(int first) {
        StreamScript whole = this;
        return new StreamScript() {
            @Override
            public int frames() {
                return Math.max(0, whole.frames() - first);
            }

            @Override
            public long dueNanos(int index) {
                return whole.dueNanos(first + index);
            }

            @Override
            public byte[] frame(int index) {
                return whole.frame(first + index);
            }

            @Override
            public byte[] stopped() {
                return whole.stopped();
            }
        };
    }
}

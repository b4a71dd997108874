package io.camelgenai.tracking;

import io.camelgenai.provider.StreamLayout.Frame;

/**
 * Tells new frames from those that were seen before, without keeping them: by the number that the provider gives them, or
 * else by counting, with a running digest that shows whether a replay begins as the stream did.
 */
final class ReplayPosition {

    private long known;
    private int digest;
    private long replayed;
    private int replayDigest;
    private boolean diverged;
    private long lastNumber = -1;

    /** The stream begins anew. */
    void rewind() {
        replayed = 0;
        replayDigest = 0;
    }

    /** Whether this frame was not seen before. */
    boolean advance(Frame frame) {
        if (frame.number() != null) {
            boolean isNew = frame.number() > lastNumber;
            lastNumber = Math.max(lastNumber, frame.number());
            return isNew;
        }
        replayDigest = 31 * replayDigest
                + 31 * frame.name().hashCode()
                + String.valueOf(frame.text()).hashCode();
        replayed++;
        if (replayed > known) {
            known = replayed;
            digest = replayDigest;
            return !diverged;
        }
        diverged |= replayed == known && replayDigest != digest;
        return false;
    }

    /** Whether the replay showed something else than what was seen before. */
    boolean hasDiverged() {
        return diverged;
    }
}

package io.camelgenai.tracking;

import io.camelgenai.provider.StreamLayout.Frame;

/**
 * Tells new frames from those that a replay shows again, without keeping them: by their number, and by a running digest that
 * shows whether the replay begins as the stream did.
 */
final class ReplayPosition {

    private long known;
    private int digest;
    private long replayed;
    private int replayDigest;
    private boolean diverged;

    /** The stream begins anew. */
    void rewind() {
        replayed = 0;
        replayDigest = 0;
    }

    /** Whether this frame was not seen before. */
    boolean advance(Frame frame) {
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

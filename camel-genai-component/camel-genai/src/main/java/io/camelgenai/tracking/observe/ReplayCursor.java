package io.camelgenai.tracking.observe;

import io.camelgenai.provider.ProviderOperations.Cursor;
import io.camelgenai.provider.StreamMapping.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Where in a stream we are: tells new frames from those that were seen before, without keeping them, and knows the name of
 * the last one. Frames are told apart by the number that the provider gives them, or else by counting, with a running digest
 * that shows whether a replay begins as the stream did. For one thread.
 */
final class ReplayCursor {

    private static final int MAX_CURSOR_LENGTH = 1024;

    private final @Nullable Cursor cursor;
    private long known;
    private int digest;
    private long replayed;
    private int replayDigest;
    private long lastNumber = -1;
    private String lastId = "";
    private boolean resumed;
    private boolean diverged;

    /** @param cursor what names a frame when the stream is to go on after it, or null where it can not */
    ReplayCursor(@Nullable Cursor cursor) {
        this.cursor = cursor;
    }

    /** The stream begins anew. */
    void rewind() {
        replayed = 0;
        replayDigest = 0;
        resumed = false;
    }

    /** The stream goes on after the frame that the cursor names. */
    void resume() {
        replayed = known;
        replayDigest = digest;
        resumed = true;
    }

    /** The name of the last frame, or null where the stream can not go on after it. */
    @Nullable
    String cursor() {
        if (cursor == Cursor.SEQUENCE && lastNumber >= 0) {
            return Long.toString(lastNumber);
        }
        return cursor == Cursor.ID && isSendable(lastId) ? lastId : null;
    }

    /** A header holds printable ASCII; and nobody wants to send back a novel. */
    private static boolean isSendable(String id) {
        return !id.isEmpty() && id.length() <= MAX_CURSOR_LENGTH && id.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    /**
     * Whether this frame means something and was not seen before. A sign of life after a resume does not tell where the
     * stream goes on: it says nothing of a gap, and forgets no cursor.
     *
     * @param id the stream's last event id as of this frame
     */
    boolean advance(Frame frame, String id) {
        boolean first = resumed;
        boolean repeated = first && cursor == Cursor.ID && id.equals(lastId);
        resumed = first && frame.ignored() && frame.number() == null;
        lastId = first && id.isEmpty() ? lastId : id;
        if (frame.number() != null) {
            return advance(frame.number(), first) && !frame.ignored();
        }
        if (repeated || frame.ignored()) {
            return false;
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

    /** A stream that goes on after number 7 with number 9 has lost one. */
    private boolean advance(long number, boolean first) {
        diverged |= first && number > lastNumber + 1;
        boolean isNew = number > lastNumber;
        lastNumber = Math.max(lastNumber, number);
        return isNew && !diverged;
    }

    /** Whether the stream does not go on where it broke, so that what came between is lost. */
    boolean hasDiverged() {
        return diverged;
    }
}

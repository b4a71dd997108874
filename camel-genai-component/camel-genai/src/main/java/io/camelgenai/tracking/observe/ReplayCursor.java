package io.camelgenai.tracking.observe;

import io.camelgenai.provider.Frame;
import io.camelgenai.provider.ProviderOperations.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The position in a stream: distinguishes new frames from repeated ones without keeping them, and knows the name of the last
 * one. Frames are identified by the provider's number, or otherwise counted, with a running digest that shows whether a
 * replay begins like the stream did. For one thread.
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

    /** @param cursor what names a frame after which the stream can be resumed, or null where it cannot */
    ReplayCursor(@Nullable Cursor cursor) {
        this.cursor = cursor;
    }

    /** The stream starts again from its first frame. */
    void rewind() {
        replayed = 0;
        replayDigest = 0;
        resumed = false;
    }

    /** The stream continues after the frame that the cursor names. */
    void resume() {
        replayed = known;
        replayDigest = digest;
        resumed = true;
    }

    /** The name of the last frame, or null where the stream cannot be resumed after it. */
    @Nullable
    String cursor() {
        if (cursor == Cursor.SEQUENCE && lastNumber >= 0) {
            return Long.toString(lastNumber);
        }
        return cursor == Cursor.ID && isSendable(lastId) ? lastId : null;
    }

    /** A header contains printable ASCII only, and servers limit its length. */
    private static boolean isSendable(String id) {
        return !id.isEmpty() && id.length() <= MAX_CURSOR_LENGTH && id.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    /**
     * Whether this frame has a meaning and is new. A keep-alive after a resume does not show where the stream continues: it
     * neither proves a gap nor replaces the cursor.
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

    /** A stream that is resumed after number 7 and continues with number 9 has lost number 8. */
    private boolean advance(long number, boolean first) {
        diverged |= first && number > lastNumber + 1;
        boolean isNew = number > lastNumber;
        lastNumber = Math.max(lastNumber, number);
        return isNew && !diverged;
    }

    /** Whether the stream does not continue where it was interrupted, so that frames are lost. */
    boolean hasDiverged() {
        return diverged;
    }
}

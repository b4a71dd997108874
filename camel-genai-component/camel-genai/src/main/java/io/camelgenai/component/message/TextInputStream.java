package io.camelgenai.component.message;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of a stream as UTF-8, as it arrives. A read waits for at most one delta. Where the text is incomplete, the read
 * fails as it does for a broken connection, and so does every later read, so that no reader takes it for the end.
 */
final class TextInputStream extends InputStream {

    private final GenerationStream events;
    private String half = "";
    private byte[] delta = {};
    private int position;
    private boolean ended;
    private @Nullable IOException broken;

    TextInputStream(GenerationStream events) {
        this.events = events;
    }

    @Override
    public int read() throws IOException {
        return arrive() ? delta[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!arrive()) {
            return -1;
        }
        int count = Math.min(length, unread());
        System.arraycopy(delta, position, target, offset, count);
        position += count;
        return count;
    }

    /**
     * The number of bytes that have arrived and are unread. Never waits.
     *
     * @throws IOException when the text is incomplete
     */
    @Override
    public int available() throws IOException {
        if (unread() == 0 && broken != null) {
            throw broken;
        }
        return unread();
    }

    private int unread() {
        return delta.length - position;
    }

    /** Waits for unread bytes. False at the end. */
    private boolean arrive() throws IOException {
        while (available() == 0) {
            if (ended) {
                return false;
            }
            pull();
        }
        return true;
    }

    private void pull() {
        try {
            if (events.hasNext()) {
                take(events.next());
            } else {
                broken = new IOException("The stream was closed before the text was complete");
            }
        } catch (GenAiException e) {
            broken = new IOException(e.getMessage(), e);
        }
    }

    /** The piece of the answer's text in an event, or null: neither reasoning nor the arguments of a tool call. */
    static @Nullable String text(GenerationEvent event) {
        return switch (event.type()) {
            case REASONING, TOOL_CALL -> null;
            default -> event.text();
        };
    }

    /** A character of two UTF-16 units may arrive in two deltas: its first unit waits for the second one. */
    private void encode(GenerationEvent event) {
        String piece = text(event);
        String text = piece == null ? half : half + piece;
        half = "";
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) && !event.isTerminal()) {
            half = text.substring(--end);
        }
        delta = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
        position = 0;
    }

    private void take(GenerationEvent event) {
        encode(event);
        Generation last = event.isTerminal() ? event.generation() : null;
        if (last != null && last.status() != GenerationStatus.COMPLETED && last.error() != null) {
            GenerationFailedException cause = new GenerationFailedException(last);
            broken = new IOException(cause.getMessage(), cause);
        } else {
            ended = event.isTerminal();
        }
    }

    @Override
    public void close() {
        events.close();
    }
}

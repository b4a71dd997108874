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
 * The text of a stream as UTF-8, as it arrives. A read waits for the next piece, and never for more than one. Where the text
 * is not whole the reading fails, as it does with a connection that breaks, and it fails from then on: nobody who asks once
 * more may take it for the end.
 */
final class TextInputStream extends InputStream {

    private final GenerationStream events;
    private byte[] piece = {};
    private int read;
    private boolean ended;
    private @Nullable IOException broken;

    TextInputStream(GenerationStream events) {
        this.events = events;
    }

    @Override
    public int read() throws IOException {
        return arrive() ? piece[read++] & 0xFF : -1;
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
        System.arraycopy(piece, read, target, offset, count);
        read += count;
        return count;
    }

    /**
     * How much of what has arrived was not read yet. Never waits.
     *
     * @throws IOException when the text broke
     */
    @Override
    public int available() throws IOException {
        if (unread() == 0 && broken != null) {
            throw broken;
        }
        return unread();
    }

    private int unread() {
        return piece.length - read;
    }

    /** Waits until there is something to read. False at the end. */
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
                broken = new IOException("The stream was closed before the text ended");
            }
        } catch (GenAiException e) {
            broken = new IOException(e.getMessage(), e);
        }
    }

    private void take(GenerationEvent event) {
        if (event.text() != null) {
            piece = event.text().getBytes(StandardCharsets.UTF_8);
            read = 0;
        }
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

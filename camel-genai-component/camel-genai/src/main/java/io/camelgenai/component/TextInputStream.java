package io.camelgenai.component;

import io.camelgenai.generation.GenAiException;
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
 * is not whole the reading fails, as it does with a connection that breaks.
 */
final class TextInputStream extends InputStream {

    private final GenerationStream events;
    private byte[] piece = {};
    private int read;
    private boolean ended;

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
        int count = Math.min(length, available());
        System.arraycopy(piece, read, target, offset, count);
        read += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - read;
    }

    private boolean arrive() throws IOException {
        while (available() == 0) {
            GenerationEvent event = next();
            if (event == null) {
                return false;
            }
            ended = event.isTerminal();
            if (event.text() != null) {
                piece = event.text().getBytes(StandardCharsets.UTF_8);
                read = 0;
            }
            requireWhole(event);
        }
        return true;
    }

    /** The next event, or null after the last one. */
    private @Nullable GenerationEvent next() throws IOException {
        try {
            if (events.hasNext()) {
                return events.next();
            }
        } catch (GenAiException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!ended) {
            throw new IOException("The stream was closed before the text ended");
        }
        return null;
    }

    private static void requireWhole(GenerationEvent event) throws IOException {
        boolean lost = event.generation() != null
                && event.isTerminal()
                && event.generation().status() != GenerationStatus.COMPLETED
                && event.generation().error() != null;
        if (lost) {
            GenerationFailedException cause = new GenerationFailedException(Objects.requireNonNull(event.generation()));
            throw new IOException(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}

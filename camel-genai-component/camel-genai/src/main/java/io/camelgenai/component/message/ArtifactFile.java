package io.camelgenai.component.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A downloaded file as a body, which can be read several times and takes no memory. It is closed when the last exchange that has it is
 * done; where a caller waits for the result, as that of a {@code ProducerTemplate} does, when nothing refers to it any more. For use by
 * one thread at a time; a copy may be used by another.
 */
public final class ArtifactFile extends InputStream implements StreamCache {

    private static final Cleaner CLEANER = Cleaner.create();

    private final SharedFile file;
    private long position;

    ArtifactFile(SharedFile file) {
        this.file = file;
    }

    /** The body of this exchange, to which the file now belongs. */
    static ArtifactFile of(FileChannel content, Exchange exchange) {
        SharedFile file = new SharedFile(content);
        CLEANER.register(file, () -> SharedFile.close(content));
        return file.in(exchange);
    }

    boolean isOf(SharedFile other) {
        return file == other;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int read = file.content().read(ByteBuffer.wrap(bytes, offset, count), position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, file.content().size() - position);
    }

    /** The next byte read is the first. */
    @Override
    public void reset() {
        position = 0;
    }

    /** The rest of the file. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        WritableByteChannel target = Channels.newChannel(out);
        while (available() > 0) {
            position += file.content().transferTo(position, available(), target);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return file.in(exchange);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** In bytes; -1 when the file is closed. */
    @Override
    public long length() {
        try {
            return file.content().size();
        } catch (IOException closed) {
            return -1;
        }
    }

    @Override
    public long position() {
        return position;
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "ArtifactFile[" + length() + " bytes]";
    }
}

package io.camelgenai.component.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded file as a body, which can be read several times and takes no memory. The file is open only while it is read. It is deleted
 * when the last exchange that has it is done; where a caller waits for the result, as that of a {@code ProducerTemplate} does, when nothing
 * refers to it any more. For use by one thread at a time; a copy may be used by another.
 */
public final class ArtifactFile extends InputStream implements StreamCache {

    private final SharedFile file;
    private final long length;
    private @Nullable FileChannel open;
    private long position;

    ArtifactFile(SharedFile file, long length) {
        this.file = file;
        this.length = length;
    }

    /** The body of this exchange, to which the file now belongs. */
    static ArtifactFile of(Path path, Exchange exchange) {
        return SharedFile.of(path).in(exchange);
    }

    boolean isOf(SharedFile other) {
        return file == other;
    }

    private FileChannel channel() throws IOException {
        FileChannel channel = open;
        if (channel == null || !channel.isOpen()) {
            channel = FileChannel.open(file.path());
            open = channel;
        }
        return channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Closes the file at its end. */
    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int read = channel().read(ByteBuffer.wrap(bytes, offset, count), position);
        if (read < 0) {
            close();
        }
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    /** The next byte read is the first. */
    @Override
    public void reset() {
        position = 0;
    }

    /** Ends reading; the file stays as long as its exchange. */
    @Override
    public void close() throws IOException {
        FileChannel channel = open;
        open = null;
        if (channel != null) {
            channel.close();
        }
    }

    /** Writes the rest of the file. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        WritableByteChannel target = Channels.newChannel(out);
        while (position < length) {
            long written = channel().transferTo(position, length - position, target);
            if (written <= 0) {
                throw new EOFException("The file of the artifact is shorter than it was");
            }
            position += written;
        }
        close();
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return file.in(exchange);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "ArtifactFile[" + length + " bytes]";
    }
}

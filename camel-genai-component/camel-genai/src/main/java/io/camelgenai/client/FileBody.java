package io.camelgenai.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A file as the body of a request, or as a part of it. It is read while it is sent. */
final class FileBody extends ProgressBody {

    private static final int CHUNK = 64 * 1024;

    private final InputFile file;

    FileBody(InputFile file) {
        this.file = file;
    }

    /** The file itself cannot be read: not a failure of the connection. */
    static final class UnreadableFileException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String file;

        UnreadableFileException(String file, IOException cause) {
            super(cause.getMessage(), cause);
            this.file = file;
        }

        /** The name of the file. */
        String file() {
            return file;
        }
    }

    @Override
    public @Nullable MediaType contentType() {
        return MediaType.parse(file.mediaType());
    }

    @Override
    public long contentLength() {
        return file.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = file.length();
        try (InputStream in = opened()) {
            while (left > 0) {
                int read = read(in, chunk, (int) Math.min(CHUNK, left));
                progressed();
                sink.write(chunk, 0, read);
                left -= read;
            }
        }
        progressed();
    }

    private InputStream opened() throws IOException {
        try {
            return file.content().open();
        } catch (IOException e) {
            throw new UnreadableFileException(file.name(), e);
        }
    }

    private int read(InputStream in, byte[] chunk, int count) throws IOException {
        int read;
        try {
            read = in.read(chunk, 0, count);
        } catch (IOException e) {
            throw new UnreadableFileException(file.name(), e);
        }
        if (read < 0) {
            throw new UnreadableFileException(file.name(), new EOFException("it is shorter than it was"));
        }
        return read;
    }
}

package io.camelgenai.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a body that is sent once, one field of which is a list that is read from a file while it is sent. Its memory does not
 * depend on the length of the list.
 */
final class LinesBody extends RequestBody {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

    private final byte[] beginning;
    private final BatchFile file;
    private final @Nullable MediaType type;
    private Runnable onProgress = () -> {};

    /**
     * @param object the other fields
     * @param field the name of the field
     */
    static LinesBody of(RequestBody object, String field, BatchFile file) {
        Buffer others = new Buffer();
        try {
            object.writeTo(others);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LinesBody(others.readUtf8(), object.contentType(), field, file);
    }

    private LinesBody(String text, @Nullable MediaType type, String field, BatchFile file) {
        String fields = text.substring(0, text.lastIndexOf('}'));
        boolean isFirst = fields.strip().length() == 1;
        this.beginning = (fields + (isFirst ? "" : ",") + '"' + field + "\":[").getBytes(StandardCharsets.UTF_8);
        this.file = file;
        this.type = type;
    }

    /** @param action runs before each piece is sent */
    void onProgress(Runnable action) {
        onProgress = action;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return beginning.length + file.length() + END.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(beginning);
        byte[] chunk = new byte[CHUNK];
        long left = file.length();
        try (InputStream in = Files.newInputStream(file.path())) {
            while (left > 0) {
                int read = in.read(chunk, 0, (int) Math.min(CHUNK, left));
                if (read < 0) {
                    throw new EOFException("the file of the batch is shorter than it was");
                }
                onProgress.run();
                sink.write(chunk, 0, read);
                left -= read;
            }
        }
        sink.write(END);
        onProgress.run();
    }
}

package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.provider.JsonText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import okhttp3.MediaType;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a body that is sent once, one field of which is a list that is read from a file while it is sent. Its memory does not
 * depend on the length of the list.
 */
final class LinesBody extends ProgressBody {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

    private final byte[] beginning;
    private final BatchFile file;

    /**
     * @param object the other fields
     * @param field the name of the field
     */
    static LinesBody of(ObjectNode object, String field, BatchFile file) {
        return new LinesBody(new String(JsonText.utf8(object), StandardCharsets.UTF_8), field, file);
    }

    private LinesBody(String text, String field, BatchFile file) {
        String fields = text.substring(0, text.lastIndexOf('}'));
        boolean isFirst = fields.strip().length() == 1;
        this.beginning = (fields + (isFirst ? "" : ",") + '"' + field + "\":[").getBytes(StandardCharsets.UTF_8);
        this.file = file;
    }

    @Override
    public @Nullable MediaType contentType() {
        return OneShotJsonBody.JSON;
    }

    @Override
    public long contentLength() {
        return beginning.length + file.length() + END.length;
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
                progressed();
                sink.write(chunk, 0, read);
                left -= read;
            }
        }
        sink.write(END);
        progressed();
    }
}

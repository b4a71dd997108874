package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.provider.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a body that is sent once, one field of which is a list that is read from a file while it is sent. Its memory does not
 * depend on the length of the list.
 */
final class LinesBody extends ProgressBody {

    private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

    private final byte[] beginning;
    private final FileBody lines;

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
        this.lines = new FileBody(file.upload());
        lines.onProgress(this::progressed);
    }

    @Override
    public @Nullable MediaType contentType() {
        return OneShotJsonBody.JSON;
    }

    @Override
    public long contentLength() {
        return beginning.length + lines.contentLength() + END.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(beginning);
        lines.writeTo(sink);
        sink.write(END);
        progressed();
    }
}

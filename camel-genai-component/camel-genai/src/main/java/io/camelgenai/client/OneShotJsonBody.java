package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.provider.JsonText;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body that is sent once. OkHttp repeats a POST by itself in four cases (a pooled connection that the server has
 * closed, a second address, 408, and 503 with {@code Retry-After: 0}); a one-shot body forbids all of them.
 */
final class OneShotJsonBody extends RequestBody {

    static final MediaType JSON = MediaType.get("application/json");

    /** For a method whose requests have a body, were it an empty one. */
    static final OneShotJsonBody EMPTY = new OneShotJsonBody(new byte[0]);

    private final byte[] content;

    private OneShotJsonBody(byte[] content) {
        this.content = content;
    }

    static OneShotJsonBody of(ObjectNode body) {
        return new OneShotJsonBody(JsonText.utf8(body));
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public @Nullable MediaType contentType() {
        return content.length == 0 ? null : JSON;
    }

    @Override
    public long contentLength() {
        return content.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
    }
}

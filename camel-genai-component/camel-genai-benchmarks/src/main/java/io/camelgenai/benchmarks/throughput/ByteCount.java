package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.chat.ChatRequest;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Okio;

/** Reads and discards the bytes: the upper limit for any reader of events on OkHttp. */
final class ByteCount implements Reader {

    private final OkHttpClient client = new OkHttpClient();
    private final String baseUrl;
    private final long characters;

    /** @param characters the length that it reports, since it does not extract the text */
    ByteCount(String baseUrl, long characters) {
        this.baseUrl = baseUrl;
        this.characters = characters;
    }

    @Override
    public long read() throws IOException {
        try (Response response = client.newCall(ChatRequest.okHttp(baseUrl)).execute()) {
            // The text is shorter than its frames.
            return response.body().source().readAll(Okio.blackhole()) > characters ? characters : 0;
        }
    }

    @Override
    public void close() {
        ChatRequest.close(client);
    }
}

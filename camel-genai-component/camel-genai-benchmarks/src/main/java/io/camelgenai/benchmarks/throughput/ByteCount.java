package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.chat.ChatRequest;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Okio;

/** Nothing but the bytes, read to their end: what no reader of events on OkHttp can be faster than. */
final class ByteCount implements Reader {

    private final OkHttpClient client = new OkHttpClient();
    private final String baseUrl;
    private final long characters;

    /** @param characters what it says the text held, since it does not look */
    ByteCount(String baseUrl, long characters) {
        this.baseUrl = baseUrl;
        this.characters = characters;
    }

    @Override
    public long read() throws IOException {
        try (Response response = client.newCall(ChatRequest.okHttp(baseUrl)).execute()) {
            // The text is less than the frames that it comes in.
            return response.body().source().readAll(Okio.blackhole()) > characters ? characters : 0;
        }
    }

    @Override
    public void close() {
        ChatRequest.close(client);
    }
}

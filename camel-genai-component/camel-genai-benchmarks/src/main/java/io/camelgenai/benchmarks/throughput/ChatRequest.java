package io.camelgenai.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonPointer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The request that all peers make. */
final class ChatRequest {

    /** The key that nobody checks. */
    static final String KEY = "sk-benchmark";

    static final String PATH = "/chat/completions";

    static final String BODY = "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me of a lighthouse\"}]}";

    /** Where a chunk holds its piece of text. */
    static final JsonPointer TEXT = JsonPointer.compile("/choices/0/delta/content");

    private static final MediaType JSON = MediaType.get("application/json");

    private ChatRequest() {}

    static Request okHttp(String baseUrl) {
        return new Request.Builder()
                .url(baseUrl + PATH)
                .header("Authorization", "Bearer " + KEY)
                .header("Accept", "text/event-stream")
                .post(RequestBody.create(BODY, JSON))
                .build();
    }

    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}

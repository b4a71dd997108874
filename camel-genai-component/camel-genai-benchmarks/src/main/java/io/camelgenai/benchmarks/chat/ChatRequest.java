package io.camelgenai.benchmarks.chat;

import com.fasterxml.jackson.core.JsonPointer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The request that all peers send. */
public final class ChatRequest {

    /** A key that the server does not check. */
    public static final String KEY = "sk-benchmark";

    /** The path below the base URL. */
    public static final String PATH = "/chat/completions";

    /** The body. */
    public static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me of a lighthouse\"}]}";

    /** The path of the piece of text in a chunk. */
    public static final JsonPointer TEXT = JsonPointer.compile("/choices/0/delta/content");

    private static final MediaType JSON = MediaType.get("application/json");

    private ChatRequest() {}

    /** The request, for OkHttp. */
    public static Request okHttp(String baseUrl) {
        return new Request.Builder()
                .url(baseUrl + PATH)
                .header("Authorization", "Bearer " + KEY)
                .header("Accept", "text/event-stream")
                .post(RequestBody.create(BODY, JSON))
                .build();
    }

    /** Closes a client with its threads and connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}

package io.camelgenai.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.benchmarks.chat.ChatRequest;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** OkHttp's own SSE reader, with a tree for each event, and no routing. */
final class OkHttpSse implements Reader {

    private final OkHttpClient client = new OkHttpClient();
    private final EventSource.Factory sources = EventSources.createFactory(client);
    private final ObjectMapper mapper = new ObjectMapper();
    private final String baseUrl;

    OkHttpSse(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public long read() throws Exception {
        Listener listener = new Listener();
        EventSource source = sources.newEventSource(ChatRequest.okHttp(baseUrl), listener);
        try {
            return listener.result.get();
        } finally {
            source.cancel();
        }
    }

    @Override
    public void close() {
        ChatRequest.close(client);
    }

    private final class Listener extends EventSourceListener {

        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private long characters;

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            if (data.equals("[DONE]")) {
                result.complete(characters);
                return;
            }
            try {
                characters +=
                        mapper.readTree(data).at(ChatRequest.TEXT).asText("").length();
            } catch (JsonProcessingException e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response response) {
            result.completeExceptionally(new IllegalStateException("The stream failed: " + response, failure));
        }

        @Override
        public void onClosed(EventSource source) {
            result.completeExceptionally(new IllegalStateException("The stream ended before its end marker"));
        }
    }
}

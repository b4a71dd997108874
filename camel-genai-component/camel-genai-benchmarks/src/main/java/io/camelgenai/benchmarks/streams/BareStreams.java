package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.chat.ChatRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The least code that reads streams: a thread for each stream, as in the component, that reads lines from OkHttp and extracts
 * the text. No JSON, no deadline ({@code readTimeout} is off, which is the cheapest for OkHttp), no routing.
 */
final class BareStreams implements Streams {

    private static final String CONTENT = "\"content\":\"";

    private final OkHttpClient client =
            new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
    private final ExecutorService threads;
    private final String baseUrl;
    private final Arrivals arrivals;

    BareStreams(String baseUrl, Arrivals arrivals) throws ReflectiveOperationException {
        this.baseUrl = baseUrl;
        this.arrivals = arrivals;
        this.threads = VirtualThreads.areAvailable() ? VirtualThreads.executor() : Executors.newCachedThreadPool();
    }

    @Override
    public void open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Call call = client.newCall(ChatRequest.okHttp(baseUrl));
        threads.execute(() -> read(call, opened));
        opened.join();
    }

    private void read(Call call, CompletableFuture<Void> opened) {
        try (Response response = call.execute()) {
            BufferedSource source = response.body().source();
            for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                if (line.startsWith("data: ")) {
                    opened.complete(null);
                    receive(line);
                }
            }
        } catch (IOException e) {
            opened.completeExceptionally(e);
        }
    }

    private void receive(String line) {
        int at = line.indexOf(CONTENT) + CONTENT.length();
        if (at >= CONTENT.length() && line.charAt(at) != '"') {
            arrivals.event(line, at);
        } else if (line.equals("data: [DONE]")) {
            arrivals.completed();
        }
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        threads.shutdownNow();
        ChatRequest.close(client);
    }
}

package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.chat.ChatRoutes;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The component, with a processor that reads the text of each event. */
final class GenAiRoute implements Reader {

    private final ChatRoutes routes;
    private volatile CompletableFuture<Long> result = new CompletableFuture<>();
    private long characters;

    GenAiRoute(String baseUrl) throws Exception {
        routes = new ChatRoutes(baseUrl, 0, this::receive);
    }

    private void receive(GenerationEvent event) {
        if (event.text() != null) {
            characters += event.text().length();
        }
        if (event.isTerminal()) {
            GenerationStatus status = Objects.requireNonNull(event.generation()).status();
            if (status == GenerationStatus.COMPLETED) {
                result.complete(characters);
            } else {
                result.completeExceptionally(new IllegalStateException("The generation is " + event.generation()));
            }
        }
    }

    @Override
    public long read() throws Exception {
        result = new CompletableFuture<>();
        characters = 0;
        routes.openStream();
        return result.get();
    }

    @Override
    public void close() throws Exception {
        routes.close();
    }
}

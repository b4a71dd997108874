package io.camelgenai.benchmarks.throughput;

import io.camelgenai.benchmarks.chat.ChatRoutes;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** This component, with a processor that reads the text of each event. */
final class GenAiRoute implements Reader {

    private final ChatRoutes routes;
    private volatile CompletableFuture<Long> end = new CompletableFuture<>();
    private long characters;

    GenAiRoute(String baseUrl) throws Exception {
        routes = new ChatRoutes(baseUrl, 0, this::hear);
    }

    private void hear(GenerationEvent event) {
        if (event.text() != null) {
            characters += event.text().length();
        }
        if (event.isTerminal()) {
            GenerationStatus status = Objects.requireNonNull(event.generation()).status();
            if (status == GenerationStatus.COMPLETED) {
                end.complete(characters);
            } else {
                end.completeExceptionally(new IllegalStateException("The generation is " + event.generation()));
            }
        }
    }

    @Override
    public long read() throws Exception {
        end = new CompletableFuture<>();
        characters = 0;
        routes.ask();
        return end.get();
    }

    @Override
    public void close() throws Exception {
        routes.close();
    }
}

package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.chat.ChatRoutes;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;

/** Streams of the component, with a processor that reads the text of each event. */
final class GenAiStreams implements Streams {

    private final ChatRoutes routes;
    private final Arrivals arrivals;

    /** @param maxStreams the component's option; 0 is its default */
    GenAiStreams(String baseUrl, int maxStreams, Arrivals arrivals) throws Exception {
        this.arrivals = arrivals;
        this.routes = new ChatRoutes(baseUrl, maxStreams, this::receive);
    }

    private void receive(GenerationEvent event) {
        String text = event.text();
        if (text != null && !text.isEmpty()) {
            arrivals.event(text, 0);
        }
        if (event.isTerminal() && Objects.requireNonNull(event.generation()).status() == GenerationStatus.COMPLETED) {
            arrivals.completed();
        }
    }

    @Override
    public void open() {
        routes.openStream();
    }

    @Override
    public void close() throws Exception {
        routes.close();
    }
}

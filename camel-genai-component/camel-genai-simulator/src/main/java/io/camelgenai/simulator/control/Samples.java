package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The first request to each provider, and the texts that show them. */
public final class Samples {
    private static final JsonNode DOCUMENTS =
            Objects.requireNonNull(Json.parse(Resources.text("samples.json")), "samples.json");

    private final List<String> providers;
    private final Function<String, String> keys;

    /**
     * Creates the samples.
     *
     * @param providers the names of the providers
     * @param keys returns a key that a provider accepts
     */
    public Samples(List<String> providers, UnaryOperator<String> keys) {
        this.providers = List.copyOf(providers);
        this.keys = keys;
    }

    /**
     * Returns the samples, in the order of the providers.
     *
     * @param origin the URL of the simulator, without a slash at its end
     */
    public List<Sample> at(String origin) {
        return providers.stream()
                .map(provider ->
                        new Sample(provider, origin + "/" + provider, keys.apply(provider), DOCUMENTS.path(provider)))
                .toList();
    }

    /** Returns the text that greets at the start: each provider with lines to copy. */
    public String text(String origin) {
        return at(origin).stream().map(Samples::text).collect(Collectors.joining("\n"));
    }

    private static String text(Sample sample) {
        return sample.provider() + "  " + sample.baseUrl() + "\n  " + sample.curl() + "\n  "
                + String.join("\n  ", sample.properties()) + "\n  " + sample.route() + "\n";
    }
}

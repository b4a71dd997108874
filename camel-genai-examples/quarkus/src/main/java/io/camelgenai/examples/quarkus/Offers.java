package io.camelgenai.examples.quarkus;

import io.smallrye.config.ConfigMapping;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What callers can ask for. An offer is a provider and its model, as in {@code fal/fal-ai/flux/dev}. */
@ConfigMapping(prefix = "gateway")
public interface Offers {

    /** The model that a request without one means. */
    String STANDARD = "standard";

    /** For each model of texts the offers, in the order of preference. */
    Map<String, List<String>> answers();

    /** For each model of pictures the offers, in the order of preference. */
    Map<String, List<String>> pictures();

    /** The provider of an offer. */
    static String provider(String offer) {
        return offer.split("/", 2)[0];
    }

    /** The providers of some offers, each once. */
    static Set<String> providers(Collection<List<String>> offers) {
        return new TreeSet<>(
                offers.stream().flatMap(List::stream).map(Offers::provider).toList());
    }

    /** The providers of all offers, each once. */
    default Set<String> providers() {
        return providers(Stream.of(answers(), pictures())
                .flatMap(each -> each.values().stream())
                .toList());
    }
}

package io.camelgenai.examples.studio;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model that the page offers.
 *
 * @param kind what it makes
 * @param title its name on the page
 * @param provider the provider, as in {@code genai:PROVIDER}
 * @param model the provider's name of it
 * @param reference the role of a reference picture, as in {@code CamelGenAiInputs}; null where it takes none
 * @param params parameters of each request
 */
record Model(
        Kind kind,
        String title,
        String provider,
        String model,
        @Nullable String reference,
        @Nullable Map<String, String> params) {

    /** What identifies it on the page. */
    String key() {
        return provider + "/" + model;
    }

    Map<String, String> parameters() {
        return Objects.requireNonNullElse(params, Map.of());
    }
}

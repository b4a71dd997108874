package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.jspecify.annotations.Nullable;

/**
 * A Jackson module with which the JSON of a {@link Generation} contains {@code raw}, the provider's document. Without it {@code
 * raw} is left out, since providers repeat the prompt there: for {@code marshal().json()}, set it as the option {@code
 * moduleClassNames} of the data format.
 */
public final class RawJsonModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public RawJsonModule() {
        super("camel-genai-raw");
        setMixInAnnotation(Generation.class, WithRaw.class);
    }

    /** Takes the place of the annotation of the same accessor. */
    private interface WithRaw {

        @JsonProperty(access = Access.READ_WRITE)
        @Nullable
        JsonNode raw();
    }
}

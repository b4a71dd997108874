package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts in a body: an {@link Artifact}, a {@link Generation}, or either in its JSON form, as it arrives over JMS or Kafka. Any other
 * body has none.
 *
 * @param generationId the id of their generation, or null where the body does not say it
 * @param artifacts the artifacts
 * @param isArtifact whether the body is one artifact
 */
public record ArtifactBody(@Nullable String generationId, List<Artifact> artifacts, boolean isArtifact) {

    private static final ArtifactBody NONE = new ArtifactBody(null, List.of(), false);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "url";
    private static final String ARTIFACTS = "artifacts";

    /** Reads a body, which stays as it is. */
    public static ArtifactBody in(Message message) {
        Object body = message.getBody();
        if (body instanceof Artifact artifact) {
            return new ArtifactBody(null, List.of(artifact), true);
        }
        if (body instanceof Generation generation) {
            return new ArtifactBody(generation.id(), generation.artifacts(), false);
        }
        if (body instanceof JsonNode json) {
            return ofJson(json);
        }
        if (body instanceof Map<?, ?> map) {
            return ofJson(JSON.valueToTree(map));
        }
        boolean isText = body instanceof CharSequence || body instanceof byte[];
        String text = isText ? message.getBody(String.class) : null;
        return text == null ? NONE : ofText(text.strip());
    }

    private static ArtifactBody ofText(String text) {
        try {
            return text.startsWith("{") ? ofJson(JSON.readTree(text)) : NONE;
        } catch (JsonProcessingException noJson) {
            return NONE;
        }
    }

    private static ArtifactBody ofJson(JsonNode json) {
        if (json.path(URL).isTextual()) {
            return new ArtifactBody(null, List.of(artifact(json)), true);
        }
        if (!json.path(ARTIFACTS).isArray()) {
            return NONE;
        }
        List<Artifact> artifacts = StreamSupport.stream(json.path(ARTIFACTS).spliterator(), false)
                .filter(each -> each.path(URL).isTextual())
                .map(ArtifactBody::artifact)
                .toList();
        return new ArtifactBody(json.path("id").textValue(), artifacts, false);
    }

    private static Artifact artifact(JsonNode json) {
        return new Artifact(json.path(URL).textValue(), json.path("format").textValue());
    }
}

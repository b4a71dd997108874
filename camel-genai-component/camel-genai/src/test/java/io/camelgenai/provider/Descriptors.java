package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Descriptors for tests: the built-in ones, and a small one to make mistakes in. */
final class Descriptors {

    /** The smallest descriptor with a stream. */
    static final String SMALL = """
            name: acme
            title: Acme
            baseUrl: https://api.acme.example/
            auth: { header: Authorization, value: "Bearer {key}" }
            request:
              model: /model
              prompt: /prompt
            operations:
              create: { call: POST /jobs }
              get:    { call: "GET /jobs/{id}" }
              stream: { call: "GET /jobs/{id}/events", replays: all }
            generation:
              id: /id
              status: /status
            status:
              done: COMPLETED
            stream:
              frames:
                end: { type: COMPLETED }
                ping: ignore
            errors:
              code: /code
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Descriptors() {}

    static ProviderCatalog catalog() {
        ClassLoader loader = Descriptors.class.getClassLoader();
        return new ProviderCatalog(loader::getResourceAsStream, () -> List.of("privategpt", "llmstats"));
    }

    static ProviderDescriptor llmstats() {
        return catalog().get("llmstats");
    }

    static ProviderDescriptor privategpt() {
        return catalog().get("privategpt");
    }

    /** Parses a descriptor, which error messages name {@code acme.yaml}. */
    static ProviderDescriptor parse(String yaml) {
        try {
            return catalog().add("acme.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}

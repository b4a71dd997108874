package io.camelgenai.examples.quarkus;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model for each test that lets a provider fail, since each model has circuits of its own; and further connections. */
public class Models implements QuarkusTestProfile {

    static final String BUSY = "busy";
    static final String LOST = "lost";
    static final String CUT = "cut";
    static final String GUARDED = "guarded";
    static final String REFUSING = "refusing";
    static final String LONG = "long";
    static final String FULL = "full";
    static final String UNREACHABLE = "unreachable";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.http.test-port", "0");
        for (String model : List.of(BUSY, LOST, CUT, GUARDED, REFUSING, LONG, FULL)) {
            properties.put("gateway.answers." + model + "[0]", "openai-chat/gpt-5-mini");
            properties.put("gateway.answers." + model + "[1]", "anthropic/claude-haiku-4-5");
            properties.put("gateway.pictures." + model + "[0]", "fal/fal-ai/flux/dev");
            properties.put("gateway.pictures." + model + "[1]", "llmstats/flux-1.1-pro");
        }
        properties.put("gateway.answers." + UNREACHABLE + "[0]", "privategpt");
        properties.put("gateway.answers." + UNREACHABLE + "[1]", "openai-chat/gpt-5-mini");
        properties.put("camel.component.genai.connections[privategpt].baseUrl", "http://127.0.0.1:1");
        properties.put("camel.component.genai.connections[privategpt].maxRetries", "0");
        properties.put("my.key", "ze_of-tenant-a");
        properties.put("camel.component.genai.maxStreams", "777");
        properties.put("camel.component.genai.connections[tenant-a].provider", "llmstats");
        properties.put("camel.component.genai.connections[tenant-a].apiKey", "{{my.key}}");
        properties.put("camel.component.genai.connections[tenant-a].baseUrl", "https://gateway.example/llmstats");
        properties.put("camel.component.genai.connections[tenant-a].retryDelay", "20ms");
        return properties;
    }
}

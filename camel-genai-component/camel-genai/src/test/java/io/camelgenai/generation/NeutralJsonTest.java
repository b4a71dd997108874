package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON of {@code marshal().json()}, with a mapper in its default configuration. */
class NeutralJsonTest {

    private static final String WHOLE = """
            {"id":"gen_1","provider":"llmstats","model":"flux-1.1-pro","status":"COMPLETED","providerStatus":"completed",
            "progress":1.0,"queuePosition":2,"text":"The heron waits.","reasoning":"It is early.",
            "toolCalls":[{"id":"t1","name":"feed","arguments":"{\\"fish\\":1}"}],
            "artifacts":[{"url":"https://files.example.org/1.png?signature=s3cr3t","format":"png"}],
            "logs":"step 1\\nstep 2","usage":{"inputTokens":3,"outputTokens":5,"costUsd":0.04},"finishReason":"stop",
            "error":{"code":"partial","message":"one of two","retryable":true},
            "createdAt":"2026-01-02T03:04:05.123456Z","completedAt":"2026-01-02T03:04:06Z"}\
            """.replace("\n", "");

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aGenerationHasItsDocumentedFieldsInTheirOrder() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(Samples.whole())).isEqualTo(WHOLE);
    }

    @Test
    void theDocumentThatRepeatsThePromptIsWrittenOnlyWithItsModule() throws JsonProcessingException {
        String json = mapper.writeValueAsString(Samples.whole());
        ObjectMapper withRaw = new ObjectMapper().registerModule(new RawJsonModule());

        assertThat(json).doesNotContain(Samples.PROMPT, "raw");
        assertThat(withRaw.writeValueAsString(Samples.whole()))
                .isEqualTo(
                        WHOLE.substring(0, WHOLE.length() - 1) + ",\"raw\":{\"prompt\":\"" + Samples.PROMPT + "\"}}");
        assertThat(withRaw.writeValueAsString(Samples.event())).contains("\"raw\"");
    }

    @Test
    void unknownPropertiesAreLeftOut() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(
                        Generation.of("llmstats").id("gen_1").build()))
                .isEqualTo(
                        "{\"id\":\"gen_1\",\"provider\":\"llmstats\",\"status\":\"RUNNING\",\"artifacts\":[],\"usage\":{}}");
    }

    @Test
    void anEventHasItsDocumentedFields() {
        JsonNode event = mapper.valueToTree(Samples.event());
        assertThat(names(event))
                .containsExactly("generationId", "sequence", "type", "name", "text", "generation", "data");
        assertThat(event.get("type").textValue()).isEqualTo("COMPLETED");
        assertThat(event.get("sequence").longValue()).isEqualTo(4);
        assertThat(event.get("data").textValue()).isEqualTo("{\"text\":\"The heron waits.\"}");
        assertThat(event.get("generation")).hasToString(WHOLE);
    }

    @Test
    void unknownPropertiesOfAnEventAreLeftOut() throws JsonProcessingException {
        GenerationEvent event = new GenerationEvent(null, 0, GenerationEventType.STATUS, "status", null, null, null);
        assertThat(mapper.writeValueAsString(event))
                .isEqualTo("{\"sequence\":0,\"type\":\"STATUS\",\"name\":\"status\"}");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

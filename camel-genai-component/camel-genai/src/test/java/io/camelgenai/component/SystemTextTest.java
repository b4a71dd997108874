package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The option system is put where each provider expects the system text, and never replaces one of the request. */
class SystemTextTest extends GenAiTestSupport {

    private static final String SYSTEM = "Answer in one sentence & without {braces}.";
    private static final String OPTIONS = "&operation=create&channel=nobody&system=RAW(" + SYSTEM + ")";
    private static final Map<String, String> URIS = Map.of(
            "openai-chat", "openai-chat/gpt-4o-mini?param.n=1",
            "openai-responses", "openai-responses/gpt-5.2?param.top_p=1",
            "anthropic", "anthropic/claude-sonnet-4-5?param.top_k=1",
            "gemini", "gemini/gemini-3-flash?param.topP=1",
            "gemini-interactions", "gemini-interactions/gemini-3-flash?param.seed=1",
            "privategpt", "privategpt?param.seed=1",
            "elumenta", "elumenta/gpt-4o?param.temperature=1",
            "twelvelabs", "twelvelabs?param.knowledge_store_id=ks_films");

    @Override
    public void routes(RouteBuilder routes) {
        URIS.forEach((name, uri) -> routes.from("direct:" + name).to("genai:" + uri + OPTIONS));
    }

    private JsonNode sent(String provider, Object body, Map<String, Object> params) throws Exception {
        Exchange done = send("direct:" + provider, body, GenAiConstants.PARAMS, params);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(Generation.class).status())
                .isIn(GenerationStatus.COMPLETED, GenerationStatus.QUEUED, GenerationStatus.RUNNING);
        return new ObjectMapper().readTree(requests(provider, "create").get(0).body());
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, /messages/0/content, /messages/1/content",
        "openai-responses, /instructions, /input",
        "anthropic, /system, /messages/0/content",
        "gemini, /systemInstruction/parts/0/text, /contents/0/parts/0/text",
        "gemini-interactions, /system_instruction, /input",
        "privategpt, /system, /messages/0/content",
        "elumenta, /params/system_prompt, /prompt",
        "twelvelabs, /instructions, /input/0/content"
    })
    void eachProviderReceivesTheSystemTextAndThePrompt(String provider, String system, String prompt) throws Exception {
        JsonNode sent = sent(provider, PROMPT, Map.of());

        assertThat(sent.at(system).asText()).isEqualTo(SYSTEM);
        assertThat(sent.at(prompt).asText()).isEqualTo(PROMPT);
    }

    @Test
    void theSystemMessageIsTheFirstOfTheCallersOwnMessages() throws Exception {
        JsonNode sent = sent(
                "openai-chat",
                Map.of(
                        "messages",
                        List.of(
                                Map.of("role", "user", "content", "A picture?"),
                                Map.of("role", "assistant", "content", "Yes."),
                                Map.of("role", "user", "content", PROMPT))),
                Map.of());

        assertThat(sent.path("messages"))
                .extracting(each -> each.path("role").asText())
                .containsExactly("system", "user", "assistant", "user");
        assertThat(sent.at("/messages/0/content").asText()).isEqualTo(SYSTEM);
    }

    @Test
    void theCallersOwnSystemTextStays() throws Exception {
        List<Map<String, String>> messages =
                List.of(Map.of("role", "system", "content", "Mine."), Map.of("role", "user", "content", PROMPT));
        JsonNode chat = sent("openai-chat", Map.of("messages", messages), Map.of());
        JsonNode anthropic = sent("anthropic", PROMPT, Map.of("system", "Mine."));

        assertThat(chat.path("messages")).hasSize(2);
        assertThat(chat.at("/messages/0/content").asText()).isEqualTo("Mine.");
        assertThat(anthropic.path("system").asText()).isEqualTo("Mine.");
    }

    static Stream<String> providers() {
        return URIS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aMessageMayHaveAnotherSystemText(String provider) throws Exception {
        JsonNode sent = sent(provider, PROMPT, Map.of("system", "Mine."));

        assertThat(sent.toString()).contains("Mine.").doesNotContain(SYSTEM);
        assertThat(sent.findValues("role").stream().filter(each -> each.asText().equals("system")))
                .hasSizeLessThan(2);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aMessageMayRemoveTheSystemText(String provider) throws Exception {
        Map<String, Object> none = new HashMap<>();
        none.put("system", null);

        assertThat(sent(provider, PROMPT, none).toString()).doesNotContain(SYSTEM);
    }

    @Test
    void aParameterOfTheProviderIsTheSystemTextToo() throws Exception {
        assertThat(sent("openai-responses", PROMPT, Map.of("instructions", "Mine."))
                        .path("instructions")
                        .asText())
                .isEqualTo("Mine.");
    }

    static Stream<String> withoutSystem() {
        return Stream.of(
                "llmstats/flux-1.1-pro",
                "skills-video/google/veo-3.1",
                "fal/fal-ai/flux/dev",
                "replicate/black-forest-labs/flux-schnell",
                "openai-images/gpt-image-2");
    }

    @ParameterizedTest
    @MethodSource("withoutSystem")
    void aProviderWithoutASystemTextRefusesTheOptionAtTheStart(String uri) {
        Throwable failure = catchThrowable(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:refused").to("genai:" + uri + "?system=Be brief");
            }
        }));

        assertThat(failure)
                .hasStackTraceContaining("The option system has no place in a request to " + uri.replaceAll("/.*", "")
                        + ": leave it out, and write the text into the prompt");
        assertThat(simulator.requests()).isEmpty();
    }
}

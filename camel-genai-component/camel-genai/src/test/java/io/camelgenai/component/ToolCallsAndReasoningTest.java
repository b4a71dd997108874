package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a provider answers beside text is the same whether it comes whole or in pieces, and events show the pieces. */
class ToolCallsAndReasoningTest extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"}},\"required\":[\"place\"]}";

    /** A provider, the operation whose answer is whole, and how a request asks for thoughts and for a call. */
    enum Asked {
        ANTHROPIC(
                "anthropic",
                "create",
                " [tool]",
                "/content/0/thinking",
                "/content/2/name",
                Map.of(
                        "thinking",
                        "{\"type\":\"enabled\",\"budget_tokens\":1024}",
                        "tools",
                        "[{\"name\":\"weather\",\"input_schema\":" + SCHEMA + "}]")),
        OPENAI_RESPONSES(
                "openai-responses",
                "generate",
                "",
                "/output/0/summary/0/text",
                "/output/1/name",
                Map.of(
                        "reasoning",
                        "{\"summary\":\"auto\"}",
                        "tools",
                        "[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":" + SCHEMA + "}]"));

        private final String provider;
        private final String operation;
        private final String marker;
        private final String reasoningInRaw;
        private final String nameInRaw;
        private final Map<String, String> params;

        Asked(
                String provider,
                String operation,
                String marker,
                String reasoningInRaw,
                String nameInRaw,
                Map<String, String> params) {
            this.provider = provider;
            this.operation = operation;
            this.marker = marker;
            this.reasoningInRaw = reasoningInRaw;
            this.nameInRaw = nameInRaw;
            this.params = params;
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        for (Asked each : Asked.values()) {
            String uri = "genai:" + each.provider + "/m";
            routes.from("direct:whole-" + each).to(uri + "?channel=nobody&operation=" + each.operation);
            routes.from("direct:pieces-" + each)
                    .to(uri + "?operation=stream")
                    .split(routes.body())
                    .streaming()
                    .to("mock:events");
        }
    }

    private Generation whole(Asked asked) {
        Exchange exchange = send("direct:whole-" + asked, PROMPT + asked.marker, GenAiConstants.PARAMS, asked.params);
        return generation(exchange);
    }

    private List<GenerationEvent> streamedEvents(Asked asked) {
        Exchange streamed = send("direct:pieces-" + asked, PROMPT + asked.marker, GenAiConstants.PARAMS, asked.params);
        assertThat(streamed.getException()).isNull();
        return events();
    }

    private static void assertAnswered(Asked asked, Generation generation) throws Exception {
        assertThat(generation.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(generation.reasoning()).isEqualTo("Let me think about that.");
        assertThat(generation.toolCalls()).hasSize(1);
        ToolCall call = generation.toolCalls().get(0);
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.id()).matches("(toolu|call)_\\w+");
        JsonNode arguments = JSON.readTree(call.arguments());
        assertThat(arguments.get("place").isTextual()).isTrue();
        assertThat(generation.raw().at(asked.reasoningInRaw).asText()).isEqualTo(generation.reasoning());
        assertThat(generation.raw().at(asked.nameInRaw).asText()).isEqualTo("weather");
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatComesWholeHasThem(Asked asked) throws Exception {
        assertAnswered(asked, whole(asked));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatComesInPiecesHasThem(Asked asked) throws Exception {
        List<GenerationEvent> events = streamedEvents(asked);
        Generation last = last(events).generation();

        assertAnswered(asked, last);
        assertThat(pieces(events, GenerationEventType.REASONING)).isEqualTo(last.reasoning());
        assertThat(pieces(events, GenerationEventType.TOOL_CALL))
                .isEqualTo(last.toolCalls().get(0).arguments());
        assertThat(text(events)).isEqualTo(last.text() == null ? "" : last.text());
    }
}

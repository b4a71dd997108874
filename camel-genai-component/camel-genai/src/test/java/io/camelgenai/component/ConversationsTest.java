package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that keeps what was said continues a conversation by the id of its last turn. */
class ConversationsTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        for (String provider : List.of("openai-responses/gpt-5.2", "gemini-interactions/gemini-3-flash")) {
            String name = provider.replaceAll("/.*", "");
            String parameter = name.equals("openai-responses") ? "previous_response_id" : "previous_interaction_id";
            routes.from("direct:" + name)
                    .to("genai:" + provider + "?timeout=20s")
                    .setProperty("first", routes.simple("${body}"))
                    .setHeader(
                            GenAiConstants.PARAMS,
                            routes.simple("{\"" + parameter + "\": \"${header.CamelGenAiGenerationId}\"}"))
                    .setBody(routes.constant("And in one sentence?"))
                    .to("genai:" + provider + "?timeout=20s");
            routes.from("direct:dynamic-" + name)
                    .toD("genai:" + provider + "?timeout=20s&param." + parameter + "=${header.previous}");
        }
    }

    private static Generation body(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        Generation generation = exchange.getMessage().getBody(Generation.class);
        assertThat(generation.status()).isEqualTo(GenerationStatus.COMPLETED);
        return generation;
    }

    @ParameterizedTest
    @CsvSource({"openai-responses, previous_response_id", "gemini-interactions, previous_interaction_id"})
    void theSecondTurnNamesTheFirst(String provider, String parameter) throws Exception {
        Exchange done = send("direct:" + provider, PROMPT);
        Generation second = body(done);
        Generation first = done.getProperty("first", Generation.class);

        assertThat(requests(provider, "create")).hasSize(2);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(lastRequest(provider).path(parameter).asText()).isEqualTo(first.id());
        assertThat(lastRequest(provider).path("input").asText()).isEqualTo("And in one sentence?");
    }

    @ParameterizedTest
    @CsvSource({"openai-responses, previous_response_id", "gemini-interactions, previous_interaction_id"})
    void theOptionPassesTheIdOfAnEarlierTurn(String provider, String parameter) throws Exception {
        Generation first = body(send("direct:" + provider, PROMPT));
        body(send("direct:dynamic-" + provider, PROMPT, "previous", first.id()));

        assertThat(lastRequest(provider).path(parameter).asText()).isEqualTo(first.id());
    }

    @ParameterizedTest
    @CsvSource({"openai-responses, resp_unknown", "gemini-interactions, v1_unknown"})
    void anUnknownEarlierTurnIsAnErrorInTheProvidersWords(String provider, String id) {
        Exchange failed = send("direct:dynamic-" + provider, PROMPT, "previous", id);

        assertThat(failed.getException()).hasMessageContaining("not found");
        assertThat(simulator.generationsCreated()).isZero();
    }
}

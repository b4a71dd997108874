package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.FaultBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of creates.json: what each response to a create proves, and whether the create is sent again. */
class CreateResponsesTest extends GenAiTestSupport {

    /**
     * A row of the table.
     *
     * @param provider the provider
     * @param status the HTTP status
     * @param body the body
     * @param retryAfter the header, or null
     * @param outcome the expected outcome
     */
    record Row(String provider, int status, String body, String retryAfter, String outcome) {

        static Row of(JsonNode node) {
            String[] answer = node.get("answer").asText().split(" ");
            return new Row(
                    answer[0],
                    Integer.parseInt(answer[1]),
                    node.get("body").toString(),
                    node.path("retryAfter").asText(null),
                    node.get("outcome").asText());
        }
    }

    static Stream<Row> table() throws IOException {
        try (InputStream json = CreateResponsesTest.class.getResourceAsStream("/creates.json")) {
            JsonNode rows = new ObjectMapper().readTree(Objects.requireNonNull(json));
            return StreamSupport.stream(rows.spliterator(), false).map(Row::of).toList().stream();
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        List.of(
                        "llmstats/flux-1.1-pro",
                        "privategpt/any",
                        "skills-video/google/veo-3.1",
                        "elumenta/gpt-4o",
                        "openai-responses/gpt-5.2",
                        "anthropic/claude-sonnet-4-5")
                .forEach(model -> routes.from("direct:" + model.substring(0, model.indexOf('/')))
                        .to("genai:" + model + "?operation=create&channel=nobody&maxRetryDelay=10s"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void G34_aCreateResponseProvesWhatTheTableSays(Row row) {
        FaultBuilder fault = Fault.status(row.status()).body(row.body()).on(row.provider(), "create");
        simulator.fault((row.retryAfter() == null ? fault : fault.retryAfter(row.retryAfter())).build());

        Exchange exchange = send("direct:" + row.provider(), PROMPT);

        int sent = requests(row.provider(), "create").size();
        switch (row.outcome()) {
            case "rejected" -> {
                assertThat(exchange.getException())
                        .isInstanceOfSatisfying(GenAiHttpException.class, e -> assertThat(e.getStatusCode())
                                .isEqualTo(row.status()));
                assertThat(sent).isOne();
            }
            case "unknown" -> {
                assertThat(exchange.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
                assertThat(sent).isOne();
            }
            default -> {
                assertThat(row.outcome()).isEqualTo("sent again");
                assertThat(exchange.getException()).isNull();
                assertThat(sent).isEqualTo(2);
            }
        }
        assertThat(simulator.generationsCreated()).isLessThanOrEqualTo(1);
    }
}

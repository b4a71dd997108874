package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An invented provider, added by {@code META-INF/genai/providers/loom.yaml} on the class path and no code. */
class ProviderByYamlAloneTest extends GenAiTestSupport {

    private final MockWebServer loom = new MockWebServer();

    @BeforeEach
    @Override
    public void start() throws Exception {
        loom.setDispatcher(new Loom());
        loom.start();
        super.start();
    }

    @AfterEach
    void stopLoom() {
        loom.close();
    }

    /** The provider's responses. */
    private static final class Loom extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return switch (request.getMethod() + " " + request.getUrl().encodedPath()) {
                case "POST /weavings" -> json(200, "{\"weaving\": 17, \"stage\": \"strung\", \"before\": 2}");
                case "GET /weavings/17" ->
                    json(200, "{\"weaving\": 17, \"stage\": \"woven\", \"cloth\": \"warp and weft\", \"done\": 1}");
                case "DELETE /weavings/17" -> json(200, "{}");
                case "GET /weavings/17/live" ->
                    new MockResponse.Builder()
                            .setHeader("Content-Type", "text/event-stream")
                            .body("data: {\"what\":\"begin\"}\n\n"
                                    + "data: {\"what\":\"row\",\"row\":\"warp \"}\n\n"
                                    + "data: {\"what\":\"shuttle\"}\n\n"
                                    + "data: {\"what\":\"row\",\"row\":\"and weft\"}\n\n"
                                    + "data: ~\n\n")
                            .build();
                default -> json(404, "{\"knot\": \"frayed\", \"why\": \"no such weaving\"}");
            };
        }

        private static MockResponse json(int status, String body) {
            return new MockResponse.Builder()
                    .code(status)
                    .setHeader("Content-Type", "application/json")
                    .body(body)
                    .build();
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(loom.url("/").toString());
        connection.setApiKey(KEY);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("loom", connection);
        routes.from("direct:weave").to("genai:loom/silk?param.width=40");
        routes.from("direct:create").to("genai:loom/silk?operation=create");
        routes.from("direct:stream")
                .to("genai:loom/silk?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:rows");
        routes.from("direct:cancel").to("genai:loom?operation=cancel");
        routes.from("direct:get").to("genai:loom?operation=get");
        routes.from("genai:loom?emit=events").to("mock:events");
        routes.from("genai:loom").to("mock:woven");
    }

    @Test
    void itGenerates() throws Exception {
        Generation woven = template.requestBody("direct:weave", PROMPT, Generation.class);

        assertThat(woven.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(woven.text()).isEqualTo("warp and weft");
        assertThat(woven.progress()).isEqualTo(1.0);
        RecordedRequest create = loom.takeRequest();
        assertThat(create.getHeaders().get("X-Loom-Key")).isEqualTo(KEY);
        assertThat(create.getBody().utf8())
                .isEqualTo(
                        "{\"pattern\":{\"words\":\"" + PROMPT + "\"},\"thread\":\"silk\",\"settings\":{\"width\":40}}");
    }

    @Test
    void itShowsThePlaceInTheQueueWhileItIsQueued() {
        Exchange created = send("direct:create", PROMPT);
        Exchange later = send("direct:get", "x", GenAiConstants.GENERATION_ID, "17");

        assertThat(created.getMessage().getHeader("CamelGenAiQueuePosition")).isEqualTo(2);
        assertThat(created.getMessage().getBody(Generation.class).queuePosition())
                .isEqualTo(2);
        assertThat(later.getMessage().getHeaders()).doesNotContainKey("CamelGenAiQueuePosition");
    }

    @Test
    void itStreams() {
        assertThat(send("direct:stream", PROMPT).getException()).isNull();

        assertThat(mock("rows").getExchanges())
                .extracting(each ->
                        each.getMessage().getBody(GenerationEvent.class).type().name())
                .containsExactly("STARTED", "TEXT", "OTHER", "TEXT", "COMPLETED");
    }

    @Test
    void itDeliversEventsAndTheCompletion() throws Exception {
        mock("woven").expectedMessageCount(1);
        mock("events").expectedMessageCount(5);
        send("direct:create", PROMPT);

        mock("woven").assertIsSatisfied();
        mock("events").assertIsSatisfied();
        List<Exchange> woven = mock("woven").getExchanges();
        assertThat(woven.get(0).getMessage().getBody(Generation.class).text()).isEqualTo("warp and weft");
        assertThat(woven.get(0).getMessage().getHeader("CamelGenAiGenerationId"))
                .isEqualTo("17");
    }

    @Test
    void itCancelsAndReportsErrors() {
        Exchange canceled = send("direct:cancel", "x", GenAiConstants.GENERATION_ID, "17");
        Exchange unknown = send("direct:get", "x", GenAiConstants.GENERATION_ID, "18");

        assertThat(canceled.getMessage().getHeader("CamelGenAiStatus")).isEqualTo("COMPLETED");
        assertThat(unknown.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> assertThat(e.getCode())
                .isEqualTo("frayed"));
    }
}

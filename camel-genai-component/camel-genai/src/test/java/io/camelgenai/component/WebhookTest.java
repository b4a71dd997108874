package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks end to end: the simulator signs them, and the component verifies them and tracks by them. */
class WebhookTest extends WebhookTestSupport {

    private static final String MODEL = "flux-1.1-pro";

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        if (List.of("replicate", "fal", "byteplus", "bfl", "openrouter-video", "gemini-interactions")
                .contains(provider)) {
            connection.setWebhookUrl(webhookUrl(provider));
        }
        if (List.of("replicate", "openai-responses", "openai-batch", "skills-video", "gemini-interactions")
                .contains(provider)) {
            connection.setWebhookSecret(SECRET);
        }
        return connection;
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration narrow = connection("replicate", KEY);
        narrow.setMaxConcurrentCalls(1);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("narrow", narrow);
        routes.errorHandler(routes.noErrorHandler());
        for (String provider : List.of(
                "replicate",
                "fal",
                "byteplus",
                "bfl",
                "openrouter-video",
                "gemini-interactions",
                "openai-responses",
                "openai-batch",
                "skills-video")) {
            routes.from("direct:" + provider).to("genai:" + provider + "?operation=webhook");
            routes.from("genai:" + provider + "?channel=tracked").process(this::delivered);
            routes.from("direct:get-" + provider).to("genai:" + provider + "?operation=get");
        }
        routes.from("direct:create")
                .toD("genai:${header.to}?operation=create&channel=tracked&idempotencyKey=${header.key}");
        routes.from("direct:unreported")
                .to(
                        "genai:byteplus/seedance-2?operation=create&channel=tracked&param.callback_url=https://own.example/hook");
        routes.from("direct:narrow")
                .to("genai:replicate/black-forest-labs/" + MODEL
                        + "?connection=narrow&operation=create&headersTimeout=3s");
        routes.from("direct:narrow-hooks").to("genai:replicate?connection=narrow&operation=webhook");
        routes.from("direct:own")
                .to("genai:replicate/black-forest-labs/" + MODEL
                        + "?operation=create&channel=tracked&param.webhook=https://own.example/hook");
        routes.from("direct:generate").to("genai:replicate/black-forest-labs/" + MODEL);
    }

    private Generation create(String to, String prompt) {
        boolean needsBackground = to.startsWith("gemini") || to.startsWith("openai");
        Exchange created = template.request("direct:create", exchange -> {
            exchange.getMessage().setBody(prompt);
            exchange.getMessage().setHeader("to", to);
            exchange.getMessage().setHeader("key", prompt);
            if (needsBackground) {
                exchange.getMessage().setHeader(GenAiConstants.PARAMS, Map.of("background", true));
            }
        });
        assertThat(created.getException()).isNull();
        return created.getMessage().getBody(Generation.class);
    }

    private Generation prediction(String prompt) {
        return create("replicate/black-forest-labs/" + MODEL, prompt);
    }

    private void pollsFail(String provider, int times) {
        simulator.fault(Fault.status(500).on(provider, "get").times(times).build());
    }

    private static void assertRefused(Exchange answered, String code) {
        assertThat(answered.getException())
                .isInstanceOfSatisfying(WebhookRefusedException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(code))
                .hasMessageContaining("was refused")
                .hasMessageNotContaining(SECRET.substring(8));
        assertThat(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(answered.getMessage().getHeader(GenAiConstants.ERROR_CODE)).isEqualTo(code);
        assertThat(answered.getProperty(GenAiConstants.ERROR_CATEGORY)).isEqualTo("AUTH");
    }

    private static String terminal(String id) {
        return "{\"id\":\"" + id + "\",\"status\":\"succeeded\",\"output\":[\"https://replicate.delivery/a.png\"]}";
    }

    @ParameterizedTest
    @CsvSource({
        "replicate, replicate/black-forest-labs/" + MODEL,
        "fal, fal/fal-ai/flux/dev",
        "byteplus, byteplus/seedance-2",
        "bfl, bfl/flux-2-pro",
        "openrouter-video, openrouter-video/google/veo-3.1",
        "gemini-interactions, gemini-interactions/gemini-3-pro",
        "openai-responses, openai-responses/gpt-5",
        "skills-video, skills-video/google/veo-3.1"
    })
    void whatTheProviderSendsIsAccepted(String provider, String to) {
        simulator.registerWebhook(provider, webhookUrl(provider));
        create(to, "A paper boat [takes 0.1s]");

        await().until(() -> delivered.size() == 1 && received.size() == 1);
        assertThat(delivered.get(0).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(received.get(0).getException()).isNull();
        assertThat(received.get(0).getMessage().getBody(Generation.class).id())
                .isEqualTo(delivered.get(0).id());
    }

    @Test
    void aStateThatTheProviderHasSignedNeedsNoPoll() {
        pollsFail("replicate", 20);
        prediction("A paper boat [takes 0.3s]");

        await().until(() -> delivered.size() == 1);
        assertThat(delivered.get(0).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(delivered.get(0).artifacts()).hasSize(1);
        assertThat(delivered.get(0).model()).contains(MODEL);
        simulator.clearFaults();
    }

    @Test
    void aWaitingExchangeIsCompletedByAWebhook() {
        pollsFail("replicate", 20);

        assertThat(template.requestBody("direct:generate", "A paper boat [takes 0.3s]", Generation.class)
                        .status())
                .isEqualTo(GenerationStatus.COMPLETED);
        simulator.clearFaults();
    }

    @Test
    void aReportDoesNotShortenTheWaitThatTheProviderAsksFor() {
        simulator.fault(
                Fault.status(503).on("byteplus", "get").retryAfter("300").build());
        Generation created = template.requestBody("direct:unreported", "A paper boat [takes 0.1s]", Generation.class);
        await().until(() -> requests("byteplus", "get").stream().anyMatch(each -> each.status() == 503));

        assertThat(send("byteplus", Map.of(), "{\"id\":\"" + created.id() + "\"}")
                        .getException())
                .isNull();

        await().during(Duration.ofSeconds(2)).until(() -> polls("byteplus") == 1);
        assertThat(delivered).isEmpty();
    }

    @Test
    void aRequestThatIsNotSignedProvesNothing() {
        pollsFail("replicate", 100);
        Generation created = prediction("A paper boat [takes 60s]");
        await().until(() -> !requests("replicate", "get").isEmpty());
        String body = terminal(created.id());
        Instant now = Instant.now();
        Map<String, String> valid = signed("msg_1", now.getEpochSecond(), body);

        for (String missing : valid.keySet()) {
            Map<String, String> headers = new HashMap<>(valid);
            headers.remove(missing);
            assertRefused(send("replicate", headers, body), WebhookRefusedException.SIGNATURE);
        }
        assertRefused(send("replicate", valid, body + " "), WebhookRefusedException.SIGNATURE);
        assertRefused(send("replicate", valid, body.replace("a.png", "b.png")), WebhookRefusedException.SIGNATURE);
        for (String wrong :
                List.of("v1,", "v1", "v2," + valid.get("webhook-signature").substring(3), "v1,AAAA", ",")) {
            Map<String, String> headers = new HashMap<>(valid);
            headers.put("webhook-signature", wrong);
            assertRefused(send("replicate", headers, body), WebhookRefusedException.SIGNATURE);
        }
        Map<String, String> otherId = new HashMap<>(valid);
        otherId.put("webhook-id", "msg_2");
        assertRefused(send("replicate", otherId, body), WebhookRefusedException.SIGNATURE);
        assertRefused(send("replicate", "msg_1", now.minusSeconds(310), body), WebhookRefusedException.TIME);
        assertRefused(send("replicate", "msg_1", now.plusSeconds(310), body), WebhookRefusedException.TIME);
        Map<String, String> noTime = new HashMap<>(valid);
        noTime.put("webhook-timestamp", "soon");
        assertRefused(send("replicate", noTime, body), WebhookRefusedException.TIME);
        assertRefused(send("replicate", "msg_3", now, "[]"), WebhookRefusedException.BODY);
        assertRefused(send("replicate", "msg_4", now, "{\"id\":"), WebhookRefusedException.BODY);
        assertThat(delivered).isEmpty();

        Map<String, String> replaced = new HashMap<>(valid);
        replaced.put("webhook-signature", "v1,AAAA " + valid.get("webhook-signature") + " v1a,x");
        assertThat(send("replicate", replaced, body).getException()).isNull();
        await().until(() -> delivered.size() == 1);
        simulator.clearFaults();
    }

    @Test
    void eachMessageIsTakenOnce() {
        Generation created = prediction("A paper boat [takes 60s]");
        String running = "{\"id\":\"" + created.id() + "\",\"status\":\"processing\"}";
        assertThat(send("replicate", "msg_1", Instant.now(), running).getException())
                .isNull();

        assertRefused(send("replicate", "msg_1", Instant.now(), running), WebhookRefusedException.REPLAYED);
        assertRefused(
                send("replicate", "msg_1", Instant.now().plusSeconds(1), terminal(created.id())),
                WebhookRefusedException.REPLAYED);
        assertThat(send("replicate", "msg_2", Instant.now(), terminal(created.id()))
                        .getException())
                .isNull();
        await().until(() -> delivered.size() == 1);
    }

    @Test
    void aLateEventChangesNothing() {
        Generation created = prediction("A paper boat [takes 60s]");
        send("replicate", "msg_1", Instant.now(), terminal(created.id()));
        await().until(() -> delivered.size() == 1);

        Exchange late = send(
                "replicate", "msg_2", Instant.now(), "{\"id\":\"" + created.id() + "\",\"status\":\"processing\"}");
        assertThat(late.getException()).isNull();
        Exchange again = send("replicate", "msg_3", Instant.now(), terminal(created.id()));
        assertThat(again.getException()).isNull();
        await().until(() -> unfinished().isEmpty());
        assertThat(delivered).hasSize(1);
    }

    @Test
    void anEarlyEventOrOneAboutAnotherThingIsAccepted() {
        Exchange unknown = send("replicate", "msg_1", Instant.now(), terminal("nobody-knows-it"));
        assertThat(unknown.getException()).isNull();
        assertThat(unknown.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);

        Exchange other = send("openai-responses", "evt_1", Instant.now(), "{\"type\":\"eval.run.succeeded\"}");
        assertThat(other.getException()).isNull();
        assertThat(other.getMessage().getBody(Generation.class).id()).isNull();
    }

    @Test
    void aBatchIsNamedByItsEvent() {
        Exchange event = send(
                "openai-batch", "evt_2", Instant.now(), "{\"type\":\"batch.completed\",\"data\":{\"id\":\"batch_7\"}}");
        assertThat(event.getException()).isNull();
        assertThat(event.getMessage().getBody(Generation.class).id()).isEqualTo("batch_7");
    }

    @Test
    void whatAnybodyCanSendIsOnlyAReasonToPoll() {
        Generation created = create("byteplus/seedance-2", "A paper boat [takes 60s]");
        String forged = "{\"id\":\"" + created.id()
                + "\",\"status\":\"succeeded\",\"content\":{\"video_url\":\"https://evil.example/a.mp4\"}}";
        long polls = polls("byteplus");

        Exchange answered = send("byteplus", Map.of(), forged);

        Generation body = answered.getMessage().getBody(Generation.class);
        assertThat(body.status()).isEqualTo(GenerationStatus.UNRECOGNIZED);
        assertThat(body.artifacts()).isEmpty();
        await().until(() -> polls("byteplus") > polls);
        assertThat(delivered).isEmpty();
        assertRefused(send("byteplus", Map.of(), "{}"), WebhookRefusedException.BODY);
        assertRefused(send("byteplus", Map.of(), "not JSON"), WebhookRefusedException.BODY);
    }

    @Test
    void aWebhookDoesNotWaitForCallsThatAreInFlight() throws Exception {
        simulator.fault(Fault.stall().on("replicate", "create").build());
        CompletableFuture<Exchange> stalled = template.asyncSend(
                "direct:narrow", exchange -> exchange.getMessage().setBody("A paper boat"));
        await().until(() -> !requests("replicate", "create").isEmpty());

        Exchange event = send("narrow-hooks", "msg_1", Instant.now(), terminal("17"));

        assertThat(event.getException()).isNull();
        assertThat(stalled).isNotDone();
        stalled.get(30, TimeUnit.SECONDS);
    }

    @Test
    void manyReportsWithoutAStateDoNotFloodTheProvider() {
        Generation created = create("byteplus/seedance-2", "A paper boat [takes 60s]");
        await().until(() -> polls("byteplus") == 1);
        long began = System.nanoTime();

        for (int i = 0; i < 200; i++) {
            send("byteplus", Map.of(), "{\"id\":\"" + created.id() + "\"}");
        }

        await().until(() -> polls("byteplus") > 1);
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(polls("byteplus")).isLessThanOrEqualTo(3 + seconds);
    }

    @Test
    void aBodyThatWasParsedIsNoLongerWhatWasSigned() {
        Exchange parsed = send("replicate", Map.of(), Map.of("id", "17"));
        assertThat(parsed.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before it is unmarshalled");
        assertRefused(send("replicate", Map.of(), ""), WebhookRefusedException.BODY);
    }

    @Test
    void theUrlIsSentWithEachCreateUnlessTheCallerSetsAnother() {
        Generation first = prediction("A paper boat [takes 0.01s]");
        Exchange again =
                template.request("direct:own", exchange -> exchange.getMessage().setBody("Another boat"));
        assertThat(again.getException()).isNull();

        List<String> bodies = requests("replicate", "create").stream()
                .map(each -> each.body())
                .toList();
        assertThat(bodies.get(0)).contains("\"webhook\":\"" + webhookUrl("replicate") + "\"", "[\"completed\"]");
        assertThat(bodies.get(1)).contains("https://own.example/hook").doesNotContain(webhookUrl("replicate"));
        assertThat(first.id()).isNotNull();
    }

    @Test
    void aKeyIsThatOfTheSameRequestWhateverTheUrl() {
        Generation first = prediction("A paper boat [takes 60s]");
        context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .get("replicate")
                .setWebhookUrl("https://moved.example/hook");

        assertThat(prediction("A paper boat [takes 60s]").id()).isEqualTo(first.id());
        assertThat(simulator.generationsCreated("replicate")).isOne();
    }
}

package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same routes and assertions for every provider: only the descriptor differs. */
class ProviderContractTest extends GenAiTestSupport {

    /**
     * A model of a provider and its features.
     *
     * @param provider the provider
     * @param uri the rest of the URI
     * @param text whether it generates text
     * @param streams whether its events arrive in a stream
     * @param gets whether it can be polled by id
     */
    record Model(String provider, String uri, boolean text, boolean streams, boolean gets) {

        String endpoint(String options) {
            return "genai:" + provider + uri + (uri.contains("?") ? "&" : "?") + options;
        }

        /** The call that opens its stream, as the simulator names it. */
        String opening() {
            return List.of("skills-video", "elumenta", "privategpt", "replicate")
                            .contains(provider)
                    ? "stream"
                    : "create";
        }

        /** Whether its files are within its answer, which is the whole stream or a synchronous one. */
        boolean inline() {
            return provider.equals("openai-images");
        }

        /** The frame of a stream before which it is cut: one after the first and before the last. */
        int cut() {
            return inline() ? 2 : 4;
        }

        /** Whether its generations are batches of requests. */
        boolean isBatch() {
            return provider.endsWith("-batch");
        }

        /** The requests that a create takes: some upload a file before it. */
        int requests() {
            return isBatch() && !provider.startsWith("anthropic") ? 2 : 1;
        }

        /** A body that asks for this outcome. A batch is over at once, so that no test waits for the second poll. */
        Object prompt(String marks) {
            return isBatch()
                    ? List.of(PROMPT + (marks.contains("takes") ? "" : " [takes 0s]") + marks)
                    : PROMPT + marks;
        }

        String name() {
            return provider + uri.replaceAll("[?].*", "").replaceAll("\\W", "-");
        }

        @Override
        public String toString() {
            return provider + uri;
        }
    }

    private static final List<Model> MODELS = List.of(
            new Model("llmstats", "/flux-1.1-pro", false, false, true),
            new Model("privategpt", "", true, true, true),
            new Model("skills-video", "/google/veo-3.1", false, true, true),
            new Model("twelvelabs", "?param.knowledge_store_id=ks_films", true, true, false),
            new Model("openai-chat", "/gpt-4o-mini", true, true, false),
            new Model("openai-responses", "/gpt-5.2", true, true, true),
            new Model("anthropic", "/claude-sonnet-4-5", true, true, false),
            new Model("elumenta", "/gpt-4o", true, true, true),
            new Model("elumenta", "/flux-pro", false, false, true),
            new Model("fal", "/fal-ai/flux/dev", false, false, true),
            new Model("runway", "/gen4_turbo?param.ratio=1280:720", false, false, true),
            new Model("openrouter-video", "/google/veo-3.1", false, false, true),
            new Model("byteplus", "/seedance-1-0-pro", false, false, true),
            new Model("replicate", "/meta/meta-llama-3-8b-instruct", true, true, true),
            new Model("replicate", "/black-forest-labs/flux-schnell", false, false, true),
            new Model("bfl", "/flux-2-pro", false, false, true),
            new Model("gemini", "/gemini-3-flash", true, true, false),
            new Model("gemini-interactions", "/gemini-3-flash", true, true, true),
            new Model("openai-images", "/gpt-image-2?param.partial_images=3", false, true, false),
            new Model("openai-batch", "/gpt-5-mini", false, false, true),
            new Model("anthropic-batch", "/claude-sonnet-4-5", false, false, true),
            new Model("mistral-batch", "/mistral-small-latest", false, false, true));

    private static final List<String> COUNTING = List.of(
            "privategpt",
            "twelvelabs",
            "openai-chat",
            "openai-responses",
            "openai-images",
            "openai-batch",
            "anthropic",
            "gemini",
            "gemini-interactions",
            "replicate");

    private static final List<String> CANCELING = List.of(
            "privategpt",
            "openai-responses",
            "byteplus",
            "runway",
            "gemini-interactions",
            "replicate",
            "openai-batch",
            "anthropic-batch",
            "mistral-batch");

    private static final List<String> DELETING = List.of(
            "privategpt",
            "elumenta",
            "openai-responses",
            "byteplus",
            "runway",
            "gemini-interactions",
            "anthropic-batch",
            "mistral-batch");

    static Stream<Model> all() {
        return MODELS.stream();
    }

    static Stream<Model> streaming() {
        return all().filter(Model::streams);
    }

    static Stream<Model> resumable() {
        return streaming().filter(Model::gets);
    }

    static Stream<Model> unaskable() {
        return streaming().filter(model -> !model.gets());
    }

    static Stream<Model> gettable() {
        return all().filter(Model::gets);
    }

    static Stream<Model> deleting() {
        return all().filter(model -> DELETING.contains(model.provider()));
    }

    static Stream<Model> counting() {
        return all().filter(model -> COUNTING.contains(model.provider()))
                .filter(model -> model.text() || !model.provider().equals("replicate"));
    }

    static Stream<Model> pricing() {
        return all().filter(model ->
                List.of("llmstats", "runway", "openrouter-video", "bfl").contains(model.provider()));
    }

    static Stream<Model> canceling() {
        return all().filter(model -> CANCELING.contains(model.provider()));
    }

    static Stream<Model> withoutCancel() {
        return streaming().filter(model -> !CANCELING.contains(model.provider()));
    }

    /** Each test has the routes of its model alone. */
    @Override
    public void routes(RouteBuilder routes) {}

    private void routesOf(Model model) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String name = model.name();
                from("direct:generate-" + name).to(model.endpoint("timeout=20s"));
                from("direct:create-" + name).to(model.endpoint("operation=create&channel=" + name));
                from("direct:quiet-" + name).to(model.endpoint("operation=create&channel=nobody"));
                from(model.endpoint("channel=" + name)).to("mock:completed-" + name);
                from("direct:observed-" + name).to(model.endpoint("operation=create&channel=observed-" + name));
                from(model.endpoint("emit=events&channel=observed-" + name)).to("mock:events-" + name);
                if (model.streams()) {
                    from("direct:stream-" + name)
                            .to(model.endpoint("operation=stream"))
                            .split(body())
                            .streaming()
                            .to("mock:stream-" + name);
                }
                from("direct:act-" + name).to(model.endpoint("channel=" + name));
                if (model.gets()) {
                    from("direct:await-" + name).to(model.endpoint("operation=await&timeout=20s"));
                    from("direct:get-" + name).to(model.endpoint("operation=get"));
                }
            }
        });
    }

    private Generation result(Model model, Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        Generation generation = exchange.getMessage().getBody(Generation.class);
        assertThat(generation.provider()).isEqualTo(model.provider());
        assertThat(generation.id()).isNotBlank();
        return generation;
    }

    private void assertDone(Model model, Generation generation) {
        assertThat(generation.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(generation.error()).isNull();
        if (model.text()) {
            assertThat(generation.text()).isNotBlank();
        } else {
            assertThat(generation.artifacts()).isNotEmpty().allSatisfy(artifact -> {
                assertThat(artifact.url()).startsWith(model.inline() ? "data:image/png;base64," : simulator.baseUrl());
                assertThat(artifact.format() == null)
                        .as("only the URL of a content is without an extension")
                        .isEqualTo(model.provider().equals("openrouter-video"));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void generateReturnsTheResultAndEveryRequestHasTheKey(Model model) throws Exception {
        routesOf(model);
        assertDone(model, result(model, send("direct:generate-" + model.name(), model.prompt(""))));
        assertThat(simulator.generationsCreated()).isOne();
        assertKeyInEveryRequest(model);
    }

    private void assertKeyInEveryRequest(Model model) {
        assertThat(simulator.requests()).isNotEmpty();
        if (model.provider().equals("privategpt")) {
            assertThat(simulator.requests()).as("it has no key").allSatisfy(request -> assertThat(
                            request.header("Authorization"))
                    .isNull());
        } else {
            String fingerprint = JournalEntry.fingerprint(keyOf(model.provider()));
            assertThat(simulator.requests())
                    .allSatisfy(request ->
                            assertThat(request.headers().values().toString()).contains(fingerprint));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void createIsFollowedByItsCompletion(Model model) throws Exception {
        routesOf(model);
        MockEndpoint completed = mock("completed-" + model.name());
        completed.expectedMessageCount(1);
        Generation created = result(model, send("direct:create-" + model.name(), model.prompt("")));
        completed.assertIsSatisfied();

        Generation end = completed.getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(end.id()).isEqualTo(created.id());
        assertDone(model, end);
        assertThat(simulator.generationsCreated()).isOne();
        await().until(() -> unfinished().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void createWithoutAConsumerIsOnePlainRequest(Model model) throws Exception {
        routesOf(model);
        result(model, send("direct:quiet-" + model.name(), model.prompt("")));

        assertThat(simulator.requests()).hasSize(model.requests());
        assertThat(runtime().tracker().tracked()).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void observersReceiveEveryEventInOrderUpToTheTerminalOne(Model model) throws Exception {
        routesOf(model);
        MockEndpoint mock = mock("events-" + model.name());
        Generation created = result(model, send("direct:observed-" + model.name(), model.prompt("")));
        await().until(() -> events(mock).stream().anyMatch(GenerationEvent::isTerminal));

        List<GenerationEvent> events = events(mock);
        assertThat(events)
                .extracting(GenerationEvent::sequence)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(0L);
        assertThat(events).extracting(GenerationEvent::generationId).containsOnly(created.id());
        GenerationEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo(GenerationEventType.COMPLETED);
        assertDone(model, last.generation());
        assertThat(simulator.generationsCreated()).isOne();
        if (model.text()) {
            assertThat(text(events)).isEqualTo(last.generation().text());
        }
    }

    @ParameterizedTest
    @MethodSource("streaming")
    void streamReturnsTheEvents(Model model) throws Exception {
        routesOf(model);
        Exchange done = send("direct:stream-" + model.name(), model.prompt(""));

        assertThat(done.getException()).isNull();
        List<GenerationEvent> events = events(mock("stream-" + model.name()));
        GenerationEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo(GenerationEventType.COMPLETED);
        assertDone(model, last.generation());
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @MethodSource("resumable")
    void F31_F32_anInterruptedStreamIsReconciledAndNothingIsCreatedTwice(Model model) throws Exception {
        routesOf(model);
        for (Fault.Kind kind : List.of(Fault.Kind.CUT, Fault.Kind.CLEAN_END, Fault.Kind.RESET)) {
            simulator.reset();
            List<GenerationEvent> events = brokenStream(model, kind);

            assertDone(model, events.get(events.size() - 1).generation());
            assertThat(simulator.generationsCreated()).as("%s", kind).isOne();
            assertThat(simulator.requests())
                    .as("the create, the stream, and the requests after the interruption")
                    .hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("unaskable")
    void F31_F32_aStreamThatCannotBeReconciledNeverCountsAsComplete(Model model) throws Exception {
        routesOf(model);
        for (Fault.Kind kind : List.of(Fault.Kind.CUT, Fault.Kind.CLEAN_END, Fault.Kind.RESET)) {
            simulator.reset();
            List<GenerationEvent> events = brokenStream(model, kind);

            GenerationEvent last = events.get(events.size() - 1);
            assertThat(last.type()).as("%s", kind).isEqualTo(GenerationEventType.INCOMPLETE);
            assertThat(last.generation().error().code()).isEqualTo("genai.stream-cut");
            assertThat(simulator.requests()).hasSize(1);
        }
    }

    private List<GenerationEvent> brokenStream(Model model, Fault.Kind kind) {
        mock("stream-" + model.name()).reset();
        simulator.fault(Fault.of(kind)
                .on(model.provider(), model.opening())
                .beforeFrame(model.cut())
                .build());
        assertThat(send("direct:stream-" + model.name(), model.prompt("")).getException())
                .isNull();
        assertThat(simulator.unplayedFaults()).isEmpty();
        return events(mock("stream-" + model.name()));
    }

    @ParameterizedTest
    @MethodSource("gettable")
    void awaitReturnsTheResultByIdToAnyCaller(Model model) throws Exception {
        routesOf(model);
        Generation created = result(model, send("direct:quiet-" + model.name(), model.prompt("")));

        assertDone(
                model,
                result(model, send("direct:await-" + model.name(), "x", GenAiConstants.GENERATION_ID, created.id())));
    }

    @ParameterizedTest
    @MethodSource("gettable")
    void getOfAnUnknownIdIsAnError(Model model) throws Exception {
        routesOf(model);
        Exchange failed = send("direct:get-" + model.name(), "x", GenAiConstants.GENERATION_ID, "424242");

        assertThat(failed.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(404);
            assertThat(e.getProviderMessage()).isNotBlank();
        });
    }

    private Exchange act(Model model, String operation, Generation generation) {
        return template.request("direct:act-" + model.name(), exchange -> {
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, operation);
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, generation.id());
        });
    }

    @ParameterizedTest
    @MethodSource("deleting")
    void deleteRemovesTheGeneration(Model model) throws Exception {
        routesOf(model);
        Generation created = result(model, send("direct:generate-" + model.name(), model.prompt("")));

        assertThat(act(model, "delete", created).getException()).isNull();
        assertThat(act(model, "delete", created).getException())
                .as("already gone is no error")
                .isNull();
        assertThat(act(model, "get", created).getException()).isInstanceOf(GenAiHttpException.class);
    }

    @ParameterizedTest
    @MethodSource("canceling")
    void cancelCancelsTheGeneration(Model model) throws Exception {
        routesOf(model);
        Generation created = result(model, send("direct:quiet-" + model.name(), model.prompt(" [takes 30s]")));

        Generation left = result(model, act(model, "cancel", created));
        if (model.isBatch() && left.status() == GenerationStatus.RUNNING) {
            await().until(() -> result(model, act(model, "get", created)).isTerminal());
            left = result(model, act(model, "get", created));
        }
        assertThat(left.status()).isEqualTo(GenerationStatus.CANCELED);
    }

    @ParameterizedTest
    @MethodSource("withoutCancel")
    void cancelStopsTrackingWhereTheProviderHasNoCancel(Model model) throws Exception {
        routesOf(model);
        MockEndpoint events = mock("events-" + model.name());
        Generation created = result(model, send("direct:observed-" + model.name(), model.prompt(" [takes 30s]")));
        Generation left = result(model, act(model, "cancel", created));
        await().until(() -> events(events).stream().anyMatch(GenerationEvent::isTerminal));

        assertThat(left.status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(left.error().code()).isEqualTo("genai.stream-closed");
        GenerationEvent last = events(events).get(events(events).size() - 1);
        assertThat(last.generation().error().code()).isEqualTo("genai.stream-closed");
    }

    @ParameterizedTest
    @MethodSource("counting")
    void tokensAreCounted(Model model) throws Exception {
        routesOf(model);
        Exchange done = send("direct:generate-" + model.name(), model.prompt(""));

        assertThat(result(model, done).usage().outputTokens()).isPositive();
        assertThat(done.getMessage().getHeader("CamelGenAiOutputTokens")).isInstanceOf(Long.class);
    }

    @ParameterizedTest
    @MethodSource("pricing")
    void theCostIsReported(Model model) throws Exception {
        routesOf(model);
        assertThat(result(model, send("direct:generate-" + model.name(), model.prompt("")))
                        .usage()
                        .costUsd())
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFailureIsATerminalGeneration(Model model) throws Exception {
        routesOf(model);
        Generation end = failed(model);

        assertThat(end.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(end.error()).isNotNull();
        assertThat(end.error().message()).isNotBlank();
    }

    /** A synchronous answer is an error response: there only the stream has a generation that fails. */
    private Generation failed(Model model) {
        if (model.inline()) {
            MockEndpoint mock = mock("events-" + model.name());
            send("direct:observed-" + model.name(), model.prompt(" [fail]"));
            await().until(() -> events(mock).stream().anyMatch(GenerationEvent::isTerminal));
            return events(mock).get(events(mock).size() - 1).generation();
        }
        MockEndpoint completed = mock("completed-" + model.name());
        send("direct:create-" + model.name(), model.prompt(" [fail]"));
        await().until(() -> completed.getExchanges().size() == 1);
        return completed.getExchanges().get(0).getMessage().getBody(Generation.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void F13_aRefusedKeyIsReportedAndNotRetried(Model model) throws Exception {
        routesOf(model);
        simulator.fault(Fault.status(401).on(model.provider(), null).times(10).build());
        Exchange failed = send("direct:quiet-" + model.name(), model.prompt(""));

        assertThat(failed.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(401);
            assertThat(e.isRetryable()).isFalse();
        });
        assertThat(simulator.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void F12_aRateLimitDelaysTheRetry(Model model) throws Exception {
        routesOf(model);
        simulator.fault(
                Fault.status(429).retryAfter("0").on(model.provider(), null).build());

        result(model, send("direct:quiet-" + model.name(), model.prompt("")));
        assertThat(simulator.requests()).hasSize(model.requests() + 1);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @MethodSource("all")
    void F46_aLostResponseIsNeverASecondGeneration(Model model) throws Exception {
        routesOf(model);
        simulator.fault(Fault.dropAfterCreate().on(model.provider(), "create").build());
        Exchange exchange = send("direct:quiet-" + model.name(), model.prompt(""));

        assertThat(simulator.generationsCreated()).isOne();
        if (model.provider().equals("privategpt")) {
            assertThat(exchange.getException()).isNull();
        } else {
            assertThat(exchange.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        }
    }

    private static List<GenerationEvent> events(MockEndpoint mock) {
        return mock.getExchanges().stream()
                .map(each -> each.getMessage().getBody(GenerationEvent.class))
                .toList();
    }
}

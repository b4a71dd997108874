package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Promises 1 and 2 for any sequence of answers, redeliveries and keys: of the requests that could have created something, at
 * most one is sent for each key, and for each exchange without one.
 */
class PaidOnceTest {

    private static final Pattern PROMPT = Pattern.compile("job [a-z0-9-]+");
    private static final String STREAM = "Content-Type: text/event-stream";
    private static final AtomicLong JOBS = new AtomicLong();
    private static final Map<String, Integer> PAID = new ConcurrentHashMap<>();
    private static final Queue<Answer> SCRIPT = new ConcurrentLinkedQueue<>();
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static Peer peer;
    private static ProducerTemplate template;

    /** How a request looks whose answer completes at once. */
    private enum Provider {
        OPENAI_CHAT(
                "{\"id\":\"ID\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}",
                "data: {\"id\":\"ID\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}",
                "data: {\"id\":\"ID\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
        TWELVELABS(
                "{\"id\":\"ID\",\"status\":\"completed\"}",
                "data: {\"type\":\"response.created\",\"response\":{\"id\":\"ID\",\"status\":\"in_progress\"}}",
                "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"ID\",\"status\":\"completed\"}}"),
        LLMSTATS("{\"id\":\"ID\",\"status\":\"completed\"}", "{\"id\":\"ID\",\"status\":\"queued\"}", "");

        private final String whole;
        private final String first;
        private final String last;

        Provider(String whole, String first, String last) {
            this.whole = whole;
            this.first = first;
            this.last = last;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private boolean streams() {
            return this != LLMSTATS;
        }
    }

    /** What the server does with a create. */
    private enum Answer {
        WHOLE(true),
        WITHOUT_ID(true),
        FIRST_FRAME_THEN_CUT(true),
        FIRST_FRAME_THEN_SILENCE(true),
        FIRST_FRAME_THEN_ERROR(true),
        ERROR_AT_ONCE(true),
        ERROR_WITH_200(true),
        NOTHING_BUT_THE_END(true),
        EMPTY(true),
        GARBAGE(true),
        PAGE(true),
        HALF_A_HEADER(true),
        HANG_UP(true),
        RESET(true),
        SILENCE(true),
        REDIRECT(true),
        NO_CONTENT(true),
        ACCEPTED(true),
        INTERNAL_ERROR(true),
        UNAVAILABLE(true),
        CONFLICT(false),
        TOO_MANY(false),
        REFUSED(false);

        private final boolean mayCreate;

        Answer(boolean mayCreate) {
            this.mayCreate = mayCreate;
        }

        private Act act(Provider provider, boolean streamed, String id) {
            // A plain create of these providers waits for minutes, as the work may take as long.
            if (!streamed && provider.streams() && (this == SILENCE || this == FIRST_FRAME_THEN_SILENCE)) {
                return Peer.hangUp();
            }
            String whole = provider.whole.replace("ID", id);
            String first =
                    streamed ? provider.first.replace("ID", id) + "\n\n" : whole.substring(0, whole.length() / 2);
            String last = provider.last.replace("ID", id) + "\n\ndata: [DONE]\n\n";
            String error = "{\"error\":{\"message\":\"No more\",\"code\":\"server_error\"}}";
            return switch (this) {
                case WHOLE ->
                    streamed
                            ? Peer.answer("HTTP/1.1 200 OK", STREAM, length(first + last), "", first + last)
                            : Peer.json("200 OK", whole);
                case WITHOUT_ID -> {
                    String frames = (first + last).replace("\"id\":\"" + id + "\",", "");
                    yield streamed
                            ? Peer.answer("HTTP/1.1 200 OK", STREAM, length(frames), "", frames)
                            : Peer.json("200 OK", whole.replace("\"id\":\"" + id + "\",", ""));
                }
                case FIRST_FRAME_THEN_CUT -> andHangUp("HTTP/1.1 200 OK", STREAM, "Content-Length: 9999", "", first);
                case FIRST_FRAME_THEN_SILENCE ->
                    Peer.answer("HTTP/1.1 200 OK", STREAM, "Content-Length: 9999", "", first);
                case FIRST_FRAME_THEN_ERROR -> {
                    String frames = first + "data: " + error + "\n\n";
                    yield Peer.answer("HTTP/1.1 200 OK", STREAM, length(frames), "", frames);
                }
                case ERROR_AT_ONCE -> {
                    String frames = "data: " + error + "\n\ndata: [DONE]\n\n";
                    yield Peer.answer("HTTP/1.1 200 OK", STREAM, length(frames), "", frames);
                }
                case ERROR_WITH_200 -> Peer.json("200 OK", error);
                case NOTHING_BUT_THE_END ->
                    Peer.answer("HTTP/1.1 200 OK", STREAM, "Content-Length: 14", "", "data: [DONE]\n\n");
                case EMPTY -> Peer.json("200 OK", "");
                case GARBAGE -> Peer.json("200 OK", "{malformed <<<");
                case PAGE ->
                    Peer.answer(
                            "HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 14", "", "<h1>Oops.</h1>");
                case HALF_A_HEADER -> andHangUp("HTTP/1.1 200 OK", "Content-Ty");
                case HANG_UP -> Peer.hangUp();
                case RESET ->
                    (socket, out) -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    };
                case SILENCE -> Peer.silence();
                case REDIRECT -> Peer.json("307 Temporary Redirect", "{}", "Location: /elsewhere");
                case NO_CONTENT -> Peer.answer("HTTP/1.1 204 No Content", "", "");
                case ACCEPTED -> Peer.json("202 Accepted", "");
                case INTERNAL_ERROR -> Peer.json("500 Internal Server Error", error);
                case UNAVAILABLE -> Peer.json("503 Service Unavailable", "upstream", "Retry-After: 0");
                case CONFLICT -> Peer.json("409 Conflict", "");
                case TOO_MANY -> Peer.json("429 Too Many Requests", error, "Retry-After: 0");
                case REFUSED ->
                    Peer.json(
                            "400 Bad Request",
                            "{\"error\":{\"message\":\"No such model\",\"code\":\"invalid_input\"}}");
            };
        }

        private static String length(String body) {
            return "Content-Length: " + body.length();
        }

        private static Act andHangUp(String... lines) {
            return (socket, out) -> {
                Peer.answer(lines).play(socket, out);
                socket.close();
            };
        }
    }

    /**
     * An exchange.
     *
     * @param key the number of its key; 0 is none
     * @param waits whether the next exchange is sent after it
     */
    record Sent(Provider provider, String operation, int key, boolean waits) {}

    @BeforeContainer
    static void start() throws Exception {
        peer = new Peer(PaidOnceTest::answer);
        GenAiComponent component = CONTEXT.getComponent("genai", GenAiComponent.class);
        for (Provider provider : Provider.values()) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setProvider(provider.id());
            connection.setBaseUrl("http://localhost:" + peer.port() + "/" + provider.id());
            connection.setApiKey("key");
            connection.setRetryDelay(Duration.ofMillis(1));
            connection.setMaxRetries(2);
            connection.setHeadersTimeout(Duration.ofMillis(400));
            connection.setFirstEventTimeout(Duration.ofMillis(400));
            connection.setIdleTimeout(Duration.ofMillis(400));
            component.getConnections().put(provider.id(), connection);
        }
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                for (Provider provider : Provider.values()) {
                    String uri = "genai:" + provider.id()
                            + "/m?channel=nobody&param.knowledge_store_id=7&timeout=2s&operation=";
                    from("direct:generate-" + provider.id()).to(uri + "generate");
                    from("direct:create-" + provider.id()).to(uri + "create");
                    if (provider.streams()) {
                        from("direct:stream-" + provider.id())
                                .to(uri + "stream")
                                .convertBodyTo(String.class);
                    }
                }
            }
        });
        CONTEXT.start();
        template = CONTEXT.createProducerTemplate();
    }

    @AfterContainer
    static void stop() throws IOException {
        CONTEXT.stop();
        peer.close();
    }

    private static Act answer(String request) {
        Provider provider = Provider.valueOf(
                request.split("/")[1].split("[ /]")[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        if (!request.startsWith("POST")) {
            return Peer.json("200 OK", provider.whole.replace("ID", "polled"));
        }
        Answer answer = SCRIPT.isEmpty() ? Answer.WHOLE : SCRIPT.poll();
        if (answer.mayCreate) {
            Matcher prompt = PROMPT.matcher(request);
            assertThat(prompt.find()).isTrue();
            PAID.merge(prompt.group(), 1, Integer::sum);
        }
        return answer.act(provider, request.contains("\"stream\":true"), "id-" + JOBS.incrementAndGet());
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        return Arbitraries.of(Answer.class).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Sent>> exchanges() {
        Arbitrary<Sent> sent = Combinators.combine(
                        Arbitraries.of(Provider.class),
                        Arbitraries.of("generate", "create", "stream"),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false))
                .as((provider, operation, key, waits) -> new Sent(
                        provider,
                        provider.streams() || !operation.equals("stream") ? operation : "create",
                        key,
                        waits));
        return sent.list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 100)
    void noKeyAndNoExchangePaysTwice(
            @ForAll("answers") List<Answer> answers, @ForAll("exchanges") List<Sent> exchanges) {
        SCRIPT.clear();
        SCRIPT.addAll(answers);
        PAID.clear();
        String run = "r" + JOBS.incrementAndGet();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (Sent each : exchanges) {
            CompletableFuture<Exchange> sent = send(each, run);
            all.add(sent);
            if (each.waits) {
                sent.join();
            }
        }
        all.forEach(sent -> Statistics.label("outcome")
                .collect(outcome(sent.join()))
                .coverage(coverage -> Stream.of(
                                "COMPLETED", "GenerationFailedException", "GenerationOutcomeUnknownException")
                        .forEach(each -> coverage.check(each).percentage(percent -> percent > 2))));

        assertThat(PAID.values())
                .as("requests that could have created something: %s", PAID)
                .allMatch(times -> times == 1);
    }

    private static CompletableFuture<Exchange> send(Sent each, String run) {
        String key = each.key == 0 ? null : run + "-k" + each.key + "-" + each.provider.id();
        String prompt = "job " + (key == null ? run + "-x" + JOBS.incrementAndGet() : key);
        return template.asyncSend("direct:" + each.operation + "-" + each.provider.id(), exchange -> {
            exchange.getMessage().setBody(prompt);
            exchange.getMessage().setHeader(GenAiConstants.IDEMPOTENCY_KEY, key);
        });
    }

    private static String outcome(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException().getClass().getSimpleName();
        }
        Generation generation = exchange.getMessage().getBody(Generation.class);
        return generation == null ? "text" : generation.status().name();
    }
}

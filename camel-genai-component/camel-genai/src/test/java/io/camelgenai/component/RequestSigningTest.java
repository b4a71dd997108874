package io.camelgenai.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.Answers;
import io.camelgenai.client.NotSignedException;
import io.camelgenai.client.Peer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.RequestSigner;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of a connection whose provider takes a signature: the server verifies each. */
class RequestSigningTest extends GenAiTestSupport {

    private static final String ID = GenAiConstants.GENERATION_ID;
    private static final String SECRET = KEY;
    private static final String FILES = "files.example.com";

    private final Answers answers = new Answers();
    private final List<Request> elsewhere = new CopyOnWriteArrayList<>();
    private Peer peer;

    @BeforeEach
    @Override
    public void start() throws Exception {
        peer = new Peer(this::next);
        super.start();
    }

    @AfterEach
    void stopPeer() throws IOException {
        peer.close();
    }

    private Peer.Act next(String request) {
        return isSigned(request)
                ? answers.next(request)
                : Peer.json("401 Unauthorized", "{\"code\":\"bad-signature\"}");
    }

    private static boolean isSigned(String request) {
        String line = request.substring(0, request.indexOf(" HTTP"));
        byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
        Map<String, String> headers = Map.of(
                "X-Date", String.valueOf(header(request, "X-Date")),
                "X-Body-Hash", String.valueOf(header(request, "X-Body-Hash")));
        try {
            return HmacSigner.hash(body).equals(headers.get("X-Body-Hash"))
                    && ("key-id " + HmacSigner.signature(SECRET, line, headers))
                            .equals(header(request, "Authorization"))
                    && String.valueOf(header(request, "Content-Type")).equals(header(request, "X-Type"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl("http://127.0.0.1:" + peer.port());
        connection.setApiKey("key-id:" + SECRET);
        connection.setHttpClient(
                new OkHttpClient.Builder().addInterceptor(this::answerElsewhere).build());
        context.getComponent("genai", GenAiComponent.class).getConnections().put("signed", connection);
        routes.from("direct:generate").to("genai:signed/m?timeout=20s");
        routes.from("direct:create").to("genai:signed/m?operation=create&channel=nobody");
        routes.from("direct:get").to("genai:signed?operation=get");
        routes.from("direct:download").to("genai:signed?operation=download");
        routes.from("direct:cancel").to("genai:signed?operation=cancel");
        routes.from("direct:stream")
                .to("genai:signed/m?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    /** Plays the other host, which no test may reach. */
    private Response answerElsewhere(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.url().host().equals(FILES)) {
            return chain.proceed(request);
        }
        elsewhere.add(request);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(
                        "{\"id\":\"j1\",\"status\":\"done\",\"text\":\"hello\"}", MediaType.get("application/json")))
                .build();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void createPollsAndCancelAreSignedAndTheKeyStaysHere() {
        answers.to("POST /jobs", Peer.json("200 OK", "{\"id\":\"j1\",\"status\":\"queued\"}"));
        answers.to(
                "GET /jobs/j1?view=full",
                Peer.json("200 OK", "{\"id\":\"j1\",\"status\":\"done\",\"text\":\"hello\"}"));
        assertThat(generation(send("direct:generate", PROMPT)).text()).isEqualTo("hello");

        answers.to("POST /jobs/j1/cancel", Peer.json("200 OK", "{}"));
        answers.to("GET /jobs/j1?view=full", Peer.json("200 OK", "{\"id\":\"j1\",\"status\":\"canceled\"}"));
        assertThat(generation(send("direct:cancel", "x", ID, "j1")).status()).isEqualTo(GenerationStatus.CANCELED);

        assertThat(peer.targets())
                .containsExactly(
                        "POST /jobs", "GET /jobs/j1?view=full", "POST /jobs/j1/cancel", "GET /jobs/j1?view=full");
        assertThat(peer.requests()).noneMatch(request -> request.contains(SECRET));
    }

    @Test
    void aStreamIsSigned() {
        answers.to("POST /jobs", Peer.json("200 OK", "{\"id\":\"j1\",\"status\":\"queued\"}"));
        answers.to(
                "GET /jobs/j1/events",
                Peer.stream("event: word\ndata: hel\n\nevent: word\ndata: lo\n\nevent: over\ndata: {}\n\n"));

        assertThat(send("direct:stream", PROMPT).getException()).isNull();

        assertThat(mock("events").getExchanges())
                .extracting(
                        each -> each.getMessage().getBody(GenerationEvent.class).text())
                .containsExactly("hel", "lo", null);
        assertThat(peer.targets()).containsExactly("POST /jobs", "GET /jobs/j1/events");
    }

    @Test
    void aFileIsRequestedWithASignatureWhereItNeedsTheKey() {
        answers.to("GET /files/1.txt", Peer.answer("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello"));

        assertThat(send("direct:download", new Artifact("/files/1.txt", null))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("hello");
    }

    @Test
    void eachAttemptIsSignedAtItsOwnTime() {
        answers.to(
                "POST /jobs",
                Peer.json("429 Too Many Requests", "{\"code\":\"busy\"}"),
                Peer.json("200 OK", "{\"id\":\"j1\",\"status\":\"queued\"}"));

        assertThat(generation(send("direct:create", PROMPT)).id()).isEqualTo("j1");

        assertThat(peer.requests())
                .hasSize(2)
                .extracting(request -> header(request, "X-Date"), request -> header(request, "Authorization"))
                .doesNotHaveDuplicates();
        assertThat(peer.requests())
                .extracting(request -> header(request, "X-Date"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aRequestToAnotherHostHasNoSignature() {
        answers.to(
                "POST /jobs",
                Peer.json(
                        "200 OK",
                        "{\"id\":\"j1\",\"status\":\"queued\",\"polling_url\":\"https://" + FILES + "/j1\"}"));

        assertThat(generation(send("direct:generate", PROMPT)).text()).isEqualTo("hello");

        assertThat(elsewhere).singleElement().satisfies(request -> {
            assertThat(request.header("Authorization")).isNull();
            assertThat(request.header("X-Date")).isNull();
        });
        assertThat(peer.targets()).containsExactly("POST /jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[unsignable]", "[two lines]"})
    void aCreateThatCannotBeSignedIsNotSent(String prompt) {
        Throwable failure = send("direct:create", PROMPT + prompt).getException();

        assertThat(failure)
                .isInstanceOfSatisfying(NotSignedException.class, e -> assertThat(e.isNothingCreated())
                        .isTrue())
                .hasMessageStartingWith("The signer of signed failed, so that POST /jobs was not sent: ");
        assertThat(stackTrace(failure)).contains("Signing.sign").doesNotContain(SECRET);
        assertThat(peer.requests()).isEmpty();
        assertThat(repository().records().list(State.UNKNOWN, "", 10)).isEmpty();
    }

    @Test
    void aBeanSigns(@TempDir Path folder) throws Exception {
        String text;
        try (var file =
                Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/genai/providers/signed.yaml"))) {
            text = new String(file.readAllBytes(), UTF_8);
        }
        Path descriptor = Files.writeString(
                folder.resolve("own.yaml"),
                text.replace("name: signed", "name: own").replace("hmac-v1", "hmac-own"));

        try (CamelContext other = new DefaultCamelContext()) {
            other.getComponent("genai", GenAiComponent.class).setDescriptors("file:" + descriptor);
            assertThatThrownBy(other::start)
                    .hasStackTraceContaining("at /auth/signer: no signer is named 'hmac-own'; did you mean 'hmac-v1'?");
        }
        try (CamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("any", new HmacOwn());
            other.getComponent("genai", GenAiComponent.class).setDescriptors("file:" + descriptor);
            other.start();
            assertThat(other.getEndpoint("genai:own/m")).isNotNull();
        }
    }

    private static final class HmacOwn implements RequestSigner {

        @Override
        public String name() {
            return "hmac-own";
        }

        @Override
        public Map<String, String> sign(UnsignedRequest request) {
            return Map.of();
        }
    }
}

package io.camelgenai.client.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.CallListener;
import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.WebhookSettings;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.provider.HostPatterns;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.ProviderDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kinds of signatures, with vectors and with requests that someone else signs. */
class WebhooksTest {

    private static final String KEY = "fal_canary-7d1f";
    private static final String BODY = "{\"request_id\":\"17\",\"status\":\"OK\"}";

    private final Clock time = new Clock();
    private final MockWebServer server = new MockWebServer();
    private final ProviderCatalog catalog =
            new ProviderCatalog(name -> WebhooksTest.class.getClassLoader().getResourceAsStream(name), List::of);
    private @Nullable ProviderClients clients;

    /** A clock that tests set. */
    private static final class Clock implements Time {

        private Instant now = Instant.parse("2026-11-30T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        @Override
        public Future<?> after(Duration delay, Runnable task) {
            return new CompletableFuture<>();
        }

        @Override
        public Future<?> every(Duration period, Runnable task) {
            return new CompletableFuture<>();
        }

        @Override
        public boolean sleep(Duration duration, CountDownLatch unless) {
            throw new UnsupportedOperationException();
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }
    }

    @AfterEach
    void stop() {
        if (clients != null) {
            clients.close();
        }
        server.close();
    }

    private Webhooks webhooks(String provider, URI baseUrl, WebhookSettings settings) {
        return webhooks(catalog.get(provider), baseUrl, settings);
    }

    private Webhooks webhooks(ProviderDescriptor descriptor, URI baseUrl, WebhookSettings settings) {
        Duration wait = Duration.ofSeconds(5);
        ConnectionSettings connection = new ConnectionSettings(
                descriptor.name(),
                descriptor,
                baseUrl,
                KEY,
                Map.of(),
                Map.of(),
                null,
                null,
                new Limits(wait, wait, wait, wait, null, 1 << 20, 1 << 20, 1),
                new RetryPolicy(0, wait, wait),
                HostPatterns.NONE,
                settings);
        ProviderClients created = new ProviderClients(name -> connection, time, CallListener.NONE);
        clients = created;
        return created.get(descriptor.name()).webhooks();
    }

    private Webhooks fal() throws IOException {
        server.start();
        return webhooks("fal", URI.create(server.url("/fal").toString()), WebhookSettings.NONE);
    }

    private static WebhookRequest request(Map<String, String> headers, String body) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new WebhookRequest(anyCase::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Webhooks webhooks, Map<String, String> headers, String body, String code) {
        assertThatThrownBy(() -> webhooks.receive(request(headers, body)))
                .isInstanceOfSatisfying(WebhookRefusedException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(code));
    }

    /** A message that the specification's own libraries are tested with. */
    @Test
    void aVectorOfStandardWebhooksIsAccepted() {
        Webhooks replicate = webhooks(
                "replicate",
                URI.create("http://127.0.0.1:1/v1"),
                new WebhookSettings(null, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null));
        Map<String, String> headers = Map.of(
                "Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "Webhook-Timestamp", "1614265330",
                "Webhook-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        String body = "{\"test\": 2432232314}";
        time.now = Instant.ofEpochSecond(1614265330);

        assertThat(replicate.receive(request(headers, body)).messageId()).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
        assertRefused(replicate, headers, body.replace(" ", ""), WebhookRefusedException.SIGNATURE);
        time.pass(Duration.ofSeconds(301));
        assertRefused(replicate, headers, body, WebhookRefusedException.TIME);
        time.pass(Duration.ofSeconds(-602));
        assertRefused(replicate, headers, body, WebhookRefusedException.TIME);
    }

    @Test
    void aSecretThatIsNoneIsRefusedBeforeARequestArrives() {
        Webhooks wrong = webhooks(
                "replicate", URI.create("http://127.0.0.1:1/v1"), new WebhookSettings(null, "whsec_not base64!", null));
        assertThatThrownBy(wrong::requireUsable)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option webhookSecret is no Base64")
                .hasMessageNotContaining("base64!");
        assertThatThrownBy(
                        webhooks("replicate", URI.create("http://127.0.0.1:1/v1"), WebhookSettings.NONE)::requireUsable)
                .hasMessageContaining("option webhookSecret is missing: replicate signs");
    }

    private static KeyPair keys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static MockResponse keySet(KeyPair... all) {
        String keys = Stream.of(all)
                .map(each -> each.getPublic().getEncoded())
                .map(each -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(each, each.length - 32, each.length)))
                .map(each -> "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + each + "\"}")
                .collect(Collectors.joining(",", "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"},", "]}"));
        return new MockResponse.Builder().body(keys).build();
    }

    private Map<String, String> signed(KeyPair keys, String body) throws GeneralSecurityException {
        String seconds = Long.toString(time.now().getEpochSecond());
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(("17\nuser\n" + seconds + "\n" + digest).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "X-Fal-Webhook-Request-Id",
                "17",
                "X-Fal-Webhook-User-Id",
                "user",
                "X-Fal-Webhook-Timestamp",
                seconds,
                "X-Fal-Webhook-Signature",
                HexFormat.of().formatHex(signature.sign()));
    }

    @Test
    void aSignatureByOneOfThePublishedKeysIsAccepted() throws Exception {
        Webhooks fal = fal();
        KeyPair keys = keys();
        server.enqueue(keySet(keys(), keys));

        WebhookReport report = fal.receive(request(signed(keys, BODY), BODY));

        assertThat(report.generationId()).isEqualTo("17");
        assertThat(report.messageId()).isEqualTo("17");
        assertThat(report.document()).isNull();
        RecordedRequest asked = server.takeRequest();
        assertThat(asked.getUrl().encodedPath()).isEqualTo("/fal/.well-known/jwks.json");
        assertThat(asked.getHeaders().toString()).doesNotContain(KEY);
    }

    @Test
    void eachPartOfTheMessageIsSigned() throws Exception {
        Webhooks fal = fal();
        KeyPair keys = keys();
        server.enqueue(keySet(keys));
        Map<String, String> valid = signed(keys, BODY);
        fal.receive(request(valid, BODY));

        assertRefused(fal, valid, BODY + " ", WebhookRefusedException.SIGNATURE);
        for (String header : valid.keySet()) {
            Map<String, String> changed = new HashMap<>(valid);
            boolean isTime = header.contains("Timestamp");
            changed.put(header, isTime ? Long.toString(Long.parseLong(valid.get(header)) + 1) : "00");
            assertRefused(fal, changed, BODY, WebhookRefusedException.SIGNATURE);
            changed.remove(header);
            assertRefused(fal, changed, BODY, WebhookRefusedException.SIGNATURE);
        }
        Map<String, String> noHex = new HashMap<>(valid);
        noHex.put("X-Fal-Webhook-Signature", "signed!");
        assertRefused(fal, noHex, BODY, WebhookRefusedException.SIGNATURE);
        time.pass(Duration.ofMinutes(6));
        assertRefused(fal, valid, BODY, WebhookRefusedException.TIME);
        assertThat(server.getRequestCount()).as("requests for keys").isOne();
    }

    @Test
    void newKeysAreFetchedForASignatureByNoneOfThemOnceAMinute() throws Exception {
        Webhooks fal = fal();
        KeyPair first = keys();
        KeyPair second = keys();
        server.enqueue(keySet(first));
        server.enqueue(keySet(second));
        fal.receive(request(signed(first, BODY), BODY));

        assertRefused(fal, signed(second, BODY), BODY, WebhookRefusedException.SIGNATURE);
        assertThat(server.getRequestCount()).isOne();
        time.pass(Duration.ofSeconds(61));
        fal.receive(request(signed(second, BODY), BODY));
        assertThat(server.getRequestCount()).isEqualTo(2);
        assertRefused(fal, signed(first, BODY), BODY, WebhookRefusedException.SIGNATURE);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void keysThatAreKnownServeWhileTheProviderDoesNotAnswer() throws Exception {
        Webhooks fal = fal();
        KeyPair keys = keys();
        server.enqueue(keySet(keys));
        server.enqueue(new MockResponse.Builder().code(503).build());
        fal.receive(request(signed(keys, BODY), BODY));
        time.pass(Duration.ofHours(25));

        fal.receive(request(signed(keys, BODY), BODY));

        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void withoutKeysNothingIsAccepted() throws Exception {
        Webhooks fal = fal();
        for (String answer :
                List.of("", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}")) {
            server.enqueue(new MockResponse.Builder().body(answer).build());
            assertThatThrownBy(() -> fal.receive(request(signed(keys(), BODY), BODY)))
                    .isInstanceOf(GenAiConnectException.class)
                    .hasMessageContaining("option webhookKeys");
            int asked = server.getRequestCount();
            assertThatThrownBy(() -> fal.receive(request(signed(keys(), BODY), BODY)))
                    .isInstanceOf(GenAiConnectException.class);
            assertThat(server.getRequestCount()).as("asked again at once").isEqualTo(asked);
            time.pass(Duration.ofSeconds(11));
        }
    }

    @Test
    void aSharedSecretIsComparedWhole() {
        String yaml = """
                name: ears
                title: Transcripts
                baseUrl: http://127.0.0.1:1
                auth: { header: Authorization, value: "{key}" }
                request: { prompt: /audio_url }
                operations: { create: { call: POST /t }, get: { call: "GET /t/{id}" } }
                generation: { id: /id, status: /status }
                status: { completed: COMPLETED }
                errors: { message: /error }
                webhook: { signature: SECRET, header: X-Ears, id: /transcript_id, state: "" }
                """;
        ProviderDescriptor ears = new ProviderCatalog(
                        name -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), List::of)
                .get("ears");
        Webhooks webhooks = webhooks(ears, URI.create("http://127.0.0.1:1"), new WebhookSettings(null, "s3cret", null));
        String body = "{\"transcript_id\":\"17\",\"status\":\"completed\"}";

        assertThat(webhooks.receive(request(Map.of("x-ears", "s3cret"), body)).document())
                .isNotNull();
        for (String wrong : List.of("s3cre", "s3cret2", "S3CRET")) {
            assertRefused(webhooks, Map.of("X-Ears", wrong), body, WebhookRefusedException.SIGNATURE);
        }
        assertRefused(webhooks, Map.of(), body, WebhookRefusedException.SIGNATURE);
    }
}

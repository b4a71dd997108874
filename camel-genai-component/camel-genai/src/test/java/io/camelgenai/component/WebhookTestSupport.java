package io.camelgenai.component;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelgenai.generation.Generation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;

/** A server that hands what it receives to a route, as the HTTP consumer of an application does, and signs requests of its own. */
abstract class WebhookTestSupport extends GenAiTestSupport {

    static final String SECRET = "whsec_c2ltdWxhdGVkLXdlYmhvb2tzLW5ldmVyLWEtc2VjcmV0";

    final List<Exchange> received = new CopyOnWriteArrayList<>();
    final List<Generation> delivered = new CopyOnWriteArrayList<>();
    private final HttpServer server = server();

    private HttpServer server() {
        try {
            HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            created.createContext("/", this::handOver);
            created.start();
            return created;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    /** The URL that hands a request to the route {@code direct:PROVIDER}. */
    String webhookUrl(String provider) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + provider;
    }

    private void handOver(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        String route = "direct:" + http.getRequestURI().getPath().substring(1);
        Exchange answered = template.send(route, exchange -> {
            exchange.getMessage().setBody(body);
            http.getRequestHeaders()
                    .forEach((name, values) -> exchange.getMessage().setHeader(name, values.get(0)));
        });
        received.add(answered);
        int status = answered.getMessage()
                .getHeader(Exchange.HTTP_RESPONSE_CODE, answered.getException() == null ? 200 : 500, Integer.class);
        http.sendResponseHeaders(status, -1);
        http.close();
    }

    void delivered(Exchange exchange) {
        delivered.add(exchange.getMessage().getBody(Generation.class));
    }

    /** A request that is signed as Standard Webhooks describes it. */
    Exchange send(String provider, String message, Instant time, String body) {
        return send(provider, signed(message, time.getEpochSecond(), body), body);
    }

    Exchange send(String provider, Map<String, ?> headers, Object body) {
        return template.send("direct:" + provider, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    static Map<String, String> signed(String message, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            byte[] signature = mac.doFinal((message + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return Map.of(
                    "webhook-id",
                    message,
                    "webhook-timestamp",
                    Long.toString(seconds),
                    "webhook-signature",
                    "v1," + Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The document of a generation as its provider shows it once it is terminal. */
    JsonNode terminalDocument(String route, String id) {
        return await().until(
                        () -> template.requestBodyAndHeader(
                                route, "", GenAiConstants.GENERATION_ID, id, Generation.class),
                        Generation::isTerminal)
                .raw();
    }

    long polls(String provider) {
        return simulator.requests(provider, "get").size();
    }
}

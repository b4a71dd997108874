package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the caller has the first byte, and what the provider sees of a caller that disconnects. */
@QuarkusTest
@TestProfile(StreamTest.ScriptedProvider.class)
class StreamTest {

    private static final int WARM_UP = 20;
    private static final int REQUESTS = 50;

    /** When the provider began to write its first piece of text, in nanoseconds. */
    private static final AtomicLong WRITTEN = new AtomicLong();

    /** The gateway has closed the connection of an answer that pauses. */
    private static final CountDownLatch CLOSED = new CountDownLatch(1);

    /** A provider that writes one piece of text; then it is done, or, where the prompt says so, it pauses forever. */
    public static class ScriptedProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                start(() -> serve(server));
                return Map.of(
                        "quarkus.http.test-port",
                        "0",
                        "camel.component.genai.connections[openai-chat].baseUrl",
                        "http://127.0.0.1:" + server.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "provider");
            thread.setDaemon(true);
            thread.start();
        }

        private static void serve(ServerSocket server) {
            try {
                while (true) {
                    Socket connection = server.accept();
                    start(() -> answer(connection));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void answer(Socket connection) {
            try (connection) {
                connection.setTcpNoDelay(true);
                boolean pauses = request(connection.getInputStream()).contains("[pause]");
                OutputStream out = connection.getOutputStream();
                write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                WRITTEN.set(System.nanoTime());
                frame(out, "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The sea\"}}]}");
                if (pauses) {
                    awaitClose(connection.getInputStream());
                    return;
                }
                frame(out, "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
                frame(out, "[DONE]");
            } catch (IOException e) {
                // The gateway has closed a connection that it needs no more.
            }
        }

        private static void awaitClose(InputStream in) {
            try {
                while (in.read() >= 0) {
                    // It sends nothing more.
                }
            } catch (IOException e) {
                // It was closed abruptly.
            }
            CLOSED.countDown();
        }

        /** Reads a request, and returns its body. */
        private static String request(InputStream in) throws IOException {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                request.append((char) next);
            }
            int length = request.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                    .sum();
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private static void frame(OutputStream out, String data) throws IOException {
            write(out, "data: " + data + "\n\n");
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @TestHTTPResource("/answers")
    URI answers;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private InputStream ask(String prompt) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(answers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"prompt\": \"" + prompt + "\"}"))
                .build();
        return client.send(request, BodyHandlers.ofInputStream()).body();
    }

    private double millisToFirstByte() throws Exception {
        try (InputStream text = ask("Why is the sea salty?")) {
            assertThat((char) text.read()).isEqualTo('T');
            double millis = (System.nanoTime() - WRITTEN.get()) / 1e6;
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("he sea");
            return millis;
        }
    }

    @Test
    void theFirstByteReachesTheCallerWithin50Milliseconds() throws Exception {
        double[] millis = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            double measured = millisToFirstByte();
            if (i >= 0) {
                millis[i] = measured;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "First byte: median %.1f ms, p90 %.1f ms, maximum %.1f ms%n",
                millis[REQUESTS / 2], millis[REQUESTS * 9 / 10], millis[REQUESTS - 1]);

        assertThat(millis[REQUESTS / 2]).as("median").isLessThan(50);
    }

    @Test
    void aCallerThatDisconnectsClosesTheStreamOfAProviderThatPauses() throws Exception {
        try (InputStream text = ask("Why is the sea salty? [pause]")) {
            assertThat((char) text.read()).isEqualTo('T');
            assertThat(CLOSED.getCount()).isOne();
        }

        assertThat(CLOSED.await(30, TimeUnit.SECONDS)).isTrue();
    }
}

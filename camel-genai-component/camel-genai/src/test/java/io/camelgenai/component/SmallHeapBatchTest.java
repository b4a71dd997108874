package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelgenai.forked.ChildJvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch whose requests, and whose answers, do not fit into the heap of the process that sends them. The system property {@code
 * batch.lines} is the number of requests, and {@code batch.bytes} the length of each and of its answer.
 */
class SmallHeapBatchTest {

    private static final int HEAP_MEGABYTES = 64;
    private static final int LINES = Integer.getInteger("batch.lines", 30_000);
    private static final int BYTES = Integer.getInteger("batch.bytes", 3_000);
    private static final String ANSWER =
            "{\"custom_id\":\"request-%d\",\"response\":{\"body\":{\"text\":\"" + "x".repeat(BYTES) + "\"}}}\n";

    @TempDir
    Path folder;

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger jobs = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/files", this::files);
        server.createContext("/v1/batch/jobs", this::jobs);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdown();
    }

    private void files(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8))) {
                received.addAndGet((int) lines.lines()
                        .filter(line -> line.startsWith("{\"custom_id\":\"request-"))
                        .count());
            }
            answer(exchange, "{\"id\":\"in\"}");
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8))) {
            for (int i = LINES; i > 0; i--) {
                out.write(ANSWER.formatted(i));
            }
        }
    }

    private void jobs(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean isCreate = exchange.getRequestMethod().equals("POST");
        jobs.addAndGet(isCreate ? 1 : 0);
        answer(
                exchange,
                isCreate
                        ? "{\"id\":\"job\",\"status\":\"QUEUED\"}"
                        : "{\"id\":\"job\",\"status\":\"SUCCESS\",\"output_file\":\"out\",\"total_requests\":" + LINES
                                + ",\"succeeded_requests\":" + LINES + ",\"failed_requests\":0}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aBatchLargerThanTheHeapIsSentAndEachAnswerIsReadOnce() throws Exception {
        try (ChildJvm child = new ChildJvm(
                HEAP_MEGABYTES,
                SmallHeapBatch.class,
                "http://127.0.0.1:" + server.getAddress().getPort(),
                Integer.toString(LINES),
                Integer.toString(BYTES),
                folder.toString())) {
            child.finishes(900);

            assertThat(child.value("failure")).isEqualTo("null");
            assertThat(received).hasValue(LINES);
            assertThat(jobs).hasValue(1);
            assertThat(child.value("lines")).isEqualTo(Integer.toString(LINES));
            assertThat(child.value("answered")).isEqualTo(Integer.toString(LINES));
            assertThat(folder).isEmptyDirectory();
        }
    }
}

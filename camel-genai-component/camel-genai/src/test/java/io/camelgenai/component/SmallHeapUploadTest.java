package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelgenai.forked.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file much larger than the heap of the process that uploads it. The system property {@code artifact.megabytes} is its size.
 */
class SmallHeapUploadTest {

    private static final int HEAP_MEGABYTES = 64;
    private static final long MEGABYTES = Long.getLong("artifact.megabytes", 128);

    @TempDir
    Path folder;

    private final AtomicLong received = new AtomicLong();

    @Test
    void aFileLargerThanTheHeapIsUploaded() throws Exception {
        Path film = folder.resolve("film.mp4");
        try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
            file.write("....ftypisom".getBytes(StandardCharsets.US_ASCII));
            file.setLength(MEGABYTES << 20);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/storage/upload/initiate", exchange -> answer(exchange, """
                {"upload_url": "%1$s/signed?sig=1", "file_url": "%1$s/film.mp4"}""".formatted(url)));
        server.createContext("/signed", exchange -> {
            received.set(count(exchange.getRequestBody()));
            answer(exchange, "{}");
        });
        server.createContext(
                "/acme", exchange -> answer(exchange, "{\"request_id\": \"r-1\", \"status\": \"IN_QUEUE\"}"));
        server.start();
        try (ChildJvm child = new ChildJvm(HEAP_MEGABYTES, SmallHeapUpload.class, url, film.toString())) {
            child.finishes(300);

            assertThat(child.value("failure")).isEqualTo("null");
            assertThat(child.value("id")).isEqualTo("r-1");
            assertThat(received).hasValue(MEGABYTES << 20);
        } finally {
            server.stop(0);
        }
    }

    private static long count(InputStream in) throws IOException {
        byte[] chunk = new byte[1 << 20];
        long all = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            all += read;
        }
        return all;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

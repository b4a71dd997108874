package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Verifies after the tests of a class that no thread of the component is left and no secret was written. Registered before the
 * extension that closes the application, so that it runs after that.
 */
final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

    /** Part of every secret in the tests. */
    static final String CANARY = "canary-7d1f";

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final List<String> THREADS = List.of("GenAi", "genai-", "simulator");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setOut(copyOf(out));
        System.setErr(copyOf(err));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(threads()).isEmpty());
        System.setOut(out);
        System.setErr(err);
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain(CANARY);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> THREADS.stream().anyMatch(name::contains))
                .toList();
    }

    private PrintStream copyOf(PrintStream console) {
        OutputStream both = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                console.write(bytes, from, length);
                written.write(bytes, from, length);
            }
        };
        return new PrintStream(both, true, StandardCharsets.UTF_8);
    }
}

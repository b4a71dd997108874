package io.camelgenai.component;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server from the npm registry, installed below {@code target}, on a port of the loopback interface. Needs Node and npm. */
final class NpmServer implements AutoCloseable {

    /**
     * A package, and how its server is started: by its own program, or by a script of {@code src/test/foreign}. {@code PORT} in an
     * argument stands for the port.
     */
    record Recipe(String name, String version, String program, List<String> arguments) {}

    private static final Path SCRIPTS = Path.of("src", "test", "foreign");
    private static final Path INSTALLED = Path.of("target", "npm");

    private final Process process;
    private final int port = freePort();

    NpmServer(Recipe recipe) {
        if (!Files.exists(INSTALLED.resolve(Path.of("node_modules", recipe.name)))) {
            String identity = recipe.name + "@" + recipe.version;
            String prefix = INSTALLED.toAbsolutePath().toString();
            Process npm = run(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", prefix, identity));
            assertThat(ended(npm, Duration.ofMinutes(3)))
                    .as("npm install " + identity)
                    .isZero();
        }
        List<String> command = new ArrayList<>(command(recipe.program));
        recipe.arguments.forEach(each -> command.add(each.replace("PORT", Integer.toString(port))));
        process = run(command);
        await().atMost(Duration.ofSeconds(30)).until(this::isReachable);
    }

    private static List<String> command(String program) {
        Path own = INSTALLED.resolve(Path.of("node_modules", ".bin", program)).toAbsolutePath();
        if (!program.endsWith(".mjs")) {
            return List.of(own.toString());
        }
        try {
            Path script = INSTALLED.resolve(program);
            Files.copy(SCRIPTS.resolve(program), script, StandardCopyOption.REPLACE_EXISTING);
            return List.of("node", script.toString());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot copy " + program, e);
        }
    }

    private Process run(List<String> command) {
        try {
            Files.createDirectories(INSTALLED);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(INSTALLED.resolve("output.txt").toFile());
            builder.environment().putAll(Map.of("PORT", Integer.toString(port), "HOST", "127.0.0.1"));
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run " + command.get(0), e);
        }
    }

    private static int ended(Process process, Duration within) {
        try {
            return process.waitFor(within.toSeconds(), SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isReachable() {
        assertThat(process.isAlive()).as("the server runs").isTrue();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the server's root. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        ended(process, Duration.ofSeconds(10));
    }
}

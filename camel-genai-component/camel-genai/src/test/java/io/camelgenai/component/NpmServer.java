package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.forked.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server from the npm registry on a port of the loopback interface. */
final class NpmServer implements AutoCloseable {

    /**
     * A package, and how its server is started: by its own program, or by a script of {@code src/test/foreign}. {@code PORT} in an
     * argument stands for the port.
     */
    record Recipe(String name, String version, String program, List<String> arguments) {}

    private final Process process;
    private final int port = FreePort.find();

    NpmServer(Recipe recipe) {
        NpmPackages.install(recipe.name, recipe.version);
        List<String> command = new ArrayList<>(NpmPackages.command(recipe.program));
        recipe.arguments.forEach(each -> command.add(each.replace("PORT", Integer.toString(port))));
        process = NpmPackages.start(command, Map.of("PORT", Integer.toString(port), "HOST", "127.0.0.1"), "server.txt");
        await().atMost(Duration.ofSeconds(30)).until(this::isReachable);
    }

    private boolean isReachable() {
        assertThat(process.isAlive()).as("the server runs").isTrue();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The address of the server's root. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        NpmPackages.ended(process, Duration.ofSeconds(10));
    }
}

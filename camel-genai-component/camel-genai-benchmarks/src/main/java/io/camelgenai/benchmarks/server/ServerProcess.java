package io.camelgenai.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in its own process, so that it shares no heap and no compiler with the measured code. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");
    private static final long EXIT_SECONDS = 5;

    private final Process process;
    private final BufferedReader output;
    private final String baseUrl;

    private ServerProcess(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        baseUrl = address();
        Thread drain = new Thread(this::drain, "server-output");
        drain.setDaemon(true);
        drain.start();
    }

    /** The simulator, with provider NAME at {@code /NAME}. */
    public static ServerProcess simulator() throws IOException {
        return new ServerProcess("io.camelgenai.simulator.Main", "--port", "0", "--pace", "0");
    }

    /** Lets the simulator forget the generations that it has, of which it keeps a limited number. */
    public void resetSimulator() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(baseUrl + "/_simulator/reset").toURL().openConnection();
        connection.setRequestMethod("POST");
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("The simulator answers a reset with " + connection.getResponseCode());
        }
    }

    /** The {@link FrameServer}. */
    public static ServerProcess frames() throws IOException {
        return new ServerProcess(FrameServer.class.getName());
    }

    /** The {@link JobServer}. */
    public static ServerProcess jobs() throws IOException {
        return new ServerProcess(JobServer.class.getName());
    }

    /** The {@link SlowServer}. */
    public static ServerProcess slow() throws IOException {
        return new ServerProcess(SlowServer.class.getName());
    }

    /** Reads the address from the first line that contains one. */
    private String address() throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
            printed.append(line).append('\n');
        }
        throw new IllegalStateException("The server did not start: " + printed);
    }

    /** Discards the output, since a full pipe would block the server. */
    private void drain() {
        output.lines().forEach(line -> {});
    }

    /** The base URL. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The base URL of this provider. */
    public String baseUrl(String provider) {
        return baseUrl + "/" + provider;
    }

    /** The body of the response to a GET. */
    String get(String path) throws IOException {
        try (InputStream body = URI.create(baseUrl + path).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** @throws IllegalStateException when the server and this process do not share a monotonic clock */
    void checkClock() throws IOException {
        long before = System.nanoTime();
        long serverTime = Long.parseLong(get("/clock"));
        if (serverTime < before || serverTime > System.nanoTime()) {
            throw new IllegalStateException("The server has another monotonic clock: latency cannot be measured");
        }
    }

    /** Makes this process exit with its parent, which keeps the other end of standard input open while it lives. */
    static void exitWithParent() {
        Thread parent = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException gone) {
                        // Standard input is closed as well.
                    }
                    System.exit(0);
                },
                "parent");
        parent.setDaemon(true);
        parent.start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.camelgenai.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, so that its work and ours do not share a heap or a compiler. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");
    private static final long END_SECONDS = 5;

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

    /** The simulator: plays a provider at {@code /NAME}. */
    public static ServerProcess simulator() throws IOException {
        return new ServerProcess("io.camelgenai.simulator.Main", "--port", "0", "--pace", "0");
    }

    /** The {@link FrameServer}. */
    public static ServerProcess frames() throws IOException {
        return new ServerProcess(FrameServer.class.getName());
    }

    /** The {@link JobServer}. */
    public static ServerProcess jobs() throws IOException {
        return new ServerProcess(JobServer.class.getName());
    }

    /** A server tells where it stands in the first line that has an address. */
    private String address() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The server did not start: " + said);
    }

    /** Nobody cares, but a full pipe would stop it. */
    private void drain() {
        output.lines().forEach(line -> {});
    }

    /** Where it stands. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Where this provider stands. */
    public String baseUrl(String provider) {
        return baseUrl + "/" + provider;
    }

    /** Asks it something by this path. */
    String tell(String path) throws IOException {
        try (InputStream answer = URI.create(baseUrl + path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** @throws IllegalStateException when it and this process do not share a monotonic clock */
    void checkClock() throws IOException {
        long before = System.nanoTime();
        long there = Long.parseLong(tell("/clock"));
        if (there < before || there > System.nanoTime()) {
            throw new IllegalStateException("The server's monotonic clock is not ours: no latency can be measured");
        }
    }

    /** For a server: the parent holds the other end of its input for as long as it lives, and it lives no longer. */
    static void endWithParent() {
        Thread parent = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException gone) {
                        // As good as its end.
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
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

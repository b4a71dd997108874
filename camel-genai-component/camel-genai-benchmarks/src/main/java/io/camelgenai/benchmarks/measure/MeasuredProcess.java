package io.camelgenai.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A separate process with 512 MB of heap for the measured code, so that memory, threads and processor time belong to it
 * alone. It executes {@link Commands}.
 */
public final class MeasuredProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader replies;

    /** @param main the main class, which calls {@link Commands#serve} */
    public MeasuredProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        replies = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The values of a reply, by name. */
    public record Reply(Map<String, Double> values) {

        public double of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        public int count(String name) {
            return (int) of(name);
        }
    }

    /**
     * Sends a command, and waits for the reply.
     *
     * @param words the command and its arguments
     */
    public Reply send(Object... words) throws IOException {
        commands.println(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
        String reply = replies.readLine();
        if (reply == null) {
            throw new IllegalStateException("The measured process exited");
        }
        return new Reply(Arrays.stream(reply.trim().split(" "))
                .map(value -> value.split("="))
                .collect(Collectors.toMap(value -> value[0], value -> Double.valueOf(value[1]))));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

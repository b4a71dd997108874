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
 * A process of its own with 512 MB of heap, for what is measured: memory, threads and processor time are its alone. It is
 * told what to do by {@link Orders}.
 */
public final class MeasuredProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    /** @param main serves orders */
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
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The figures of an answer, by their names. */
    public record Answer(Map<String, Double> figures) {

        public double of(String figure) {
            return Objects.requireNonNull(figures.get(figure), figure);
        }

        public int count(String figure) {
            return (int) of(figure);
        }
    }

    /**
     * Has something done, and waits for the answer.
     *
     * @param words the order, and what belongs to it
     */
    public Answer order(Object... words) throws IOException {
        orders.println(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("The measured process ended");
        }
        return new Answer(Arrays.stream(answer.trim().split(" "))
                .map(figure -> figure.split("="))
                .collect(Collectors.toMap(figure -> figure[0], figure -> Double.valueOf(figure[1]))));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

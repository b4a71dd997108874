package io.camelgenai.forked;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Java process of its own with little memory, on the class path of the test. It tells figures on its standard output, each
 * on a line {@code name=value}; the rest of its output is kept for messages.
 */
public final class ChildJvm implements AutoCloseable {

    private static final int KEPT_LINES = 200;

    private final Process process;
    private final Thread reader;
    private final Map<String, String> figures = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> output = new ConcurrentLinkedDeque<>();

    /**
     * Starts it. It ends when it has no memory left, with an exit value of 3.
     *
     * @param megabytes the heap
     * @param main the class whose main method is run
     */
    public ChildJvm(int megabytes, Class<?> main, String... arguments) {
        this(System.getProperty("java.class.path"), megabytes, main, arguments);
    }

    /** One on another class path, which has to hold the main class. */
    public static ChildJvm on(String classPath, int megabytes, Class<?> main, String... arguments) {
        return new ChildJvm(classPath, megabytes, main, arguments);
    }

    private ChildJvm(String classPath, int megabytes, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "child-jvm");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (equals > 0 && line.substring(0, equals).matches("\\w+")) {
                    figures.put(line.substring(0, equals), line.substring(equals + 1));
                } else if (output.size() < KEPT_LINES) {
                    output.add(line);
                }
            }
        } catch (IOException gone) {
            output.add(gone.toString());
        }
    }

    /** What it told last under this name, or null. */
    public String figure(String name) {
        return figures.get(name);
    }

    /** The number that it told last under this name, or 0. */
    public long number(String name) {
        return Long.parseLong(figures.getOrDefault(name, "0"));
    }

    /** Gives it a line on its standard input. */
    public void tell(String line) {
        try (Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            input.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. Fails when it does not end in time, or not with 0. */
    public void finishes(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("The child did not end. " + said());
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
        if (process.exitValue() != 0) {
            throw new AssertionError("The child ended with " + process.exitValue() + ". " + said());
        }
    }

    private String said() {
        return figures + output.stream().collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

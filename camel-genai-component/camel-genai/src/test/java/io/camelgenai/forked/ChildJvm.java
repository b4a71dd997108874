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
 * A separate Java process with little memory, on the class path of the test. It prints values to its standard output, each on
 * a line {@code name=value}; the rest of its output is kept for error messages.
 */
public final class ChildJvm implements AutoCloseable {

    private static final int KEPT_LINES = 200;

    private final Process process;
    private final Thread reader;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> output = new ConcurrentLinkedDeque<>();

    /**
     * Starts the process. It exits with 3 when it has no memory left.
     *
     * @param megabytes the maximum size of the heap
     * @param main the class whose main method is run
     */
    public ChildJvm(int megabytes, Class<?> main, String... arguments) {
        this(System.getProperty("java.class.path"), megabytes, main, arguments);
    }

    /** A process on another class path, which has to contain the main class. */
    public static ChildJvm on(String classPath, int megabytes, Class<?> main, String... arguments) {
        return new ChildJvm(classPath, megabytes, main, arguments);
    }

    private ChildJvm(String classPath, int megabytes, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
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
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                } else if (output.size() < KEPT_LINES) {
                    output.add(line);
                }
            }
        } catch (IOException gone) {
            output.add(gone.toString());
        }
    }

    /** The last value with this name, or null. */
    public String value(String name) {
        return values.get(name);
    }

    /** The last value with this name as a number, or 0. */
    public long number(String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }

    /** Writes a line to its standard input. */
    public void writeLine(String line) {
        try (Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            input.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process exits. Fails when it does not exit in time, or not with 0. */
    public void finishes(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("The child did not exit. " + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
        if (process.exitValue() != 0) {
            throw new AssertionError("The child exited with " + process.exitValue() + ". " + output());
        }
    }

    private String output() {
        return values + output.stream().collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

package io.camelgenai.docs.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs commands in the root of the repository, as a user does, and keeps what they write. */
final class Terminal {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final long STOP_SECONDS = 60;

    private Terminal() {}

    /** A command that runs until it is closed. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        private Running(Process process) {
            this.process = process;
            this.output = process.inputReader();
        }

        /** Returns the lines up to the first one with this text, or all of them. The root has another name in them. */
        List<String> linesUntil(@Nullable String text) throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line.replace(ROOT.toString(), "/home/ada/camel-genai"));
                if (text != null && line.contains(text)) {
                    return lines;
                }
            }
            return lines;
        }

        @Override
        public void close() throws InterruptedException {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** Starts a command. */
    static Running start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(List.of("MAVEN_PROJECTBASEDIR", "MAVEN_BASEDIR", "MAVEN_CMD_LINE_ARGS"));
        return new Running(builder.start());
    }

    /** Runs a command to its end and returns its lines. */
    static List<String> run(String command) throws Exception {
        try (Running running = start(command)) {
            return running.linesUntil(null);
        }
    }
}

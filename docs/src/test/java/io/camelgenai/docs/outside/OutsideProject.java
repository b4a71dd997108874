package io.camelgenai.docs.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder with the files of a page, in which the commands of the page are run as a reader would run them. */
final class OutsideProject {

    private static final long TIMEOUT_MINUTES = 10;

    private final Path folder;
    private final PageProject page;

    /**
     * Describes a project.
     *
     * @param folder that {@link #write} fills
     * @param page with the files and commands
     */
    OutsideProject(Path folder, PageProject page) {
        this.folder = folder;
        this.page = page;
    }

    /** Writes the files of the page; what an earlier run left is deleted. */
    void write() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        for (Map.Entry<String, String> file : page.files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    /** A file of the project, or one that it wrote. */
    Path file(String path) {
        return folder.resolve(path);
    }

    /** Runs a command of the page to its end. */
    void run(String role) throws Exception {
        Process process = start(role, Map.of());
        try {
            assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as(role)
                    .isTrue();
            assertThat(process.exitValue()).as(output(role)).isZero();
        } finally {
            kill(process);
        }
    }

    /** Starts a command of the page. Its output goes to a file. */
    Process start(String role, Map<String, String> environment) throws IOException {
        // The command itself is the process, so that a signal reaches it.
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + page.command(role))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(role).toFile());
        String java = System.getProperty("java.home");
        builder.environment()
                .keySet()
                .removeAll(List.of("MAVEN_PROJECTBASEDIR", "MAVEN_BASEDIR", "MAVEN_CMD_LINE_ARGS"));
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().merge("PATH", java + "/bin:", (path, first) -> first + path);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a command has written. */
    String output(String role) throws IOException {
        return Files.readString(log(role));
    }

    private Path log(String role) {
        return folder.resolve(role + ".log");
    }

    /** Ends a process as Ctrl-C does. */
    static void stop(Process process) throws InterruptedException {
        process.toHandle().destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("stopped").isTrue();
    }

    /** Leaves no process behind, whatever happened. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

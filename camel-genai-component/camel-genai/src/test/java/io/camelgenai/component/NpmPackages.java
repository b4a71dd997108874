package io.camelgenai.component;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Packages from the npm registry, installed below {@code target}, and programs that use them. Needs Node and npm. */
final class NpmPackages {

    static final Path FOLDER = Path.of("target", "npm");
    private static final Path SCRIPTS = Path.of("src", "test", "foreign");

    private NpmPackages() {}

    /** Installs a package, unless this version of it is there: another package may have brought an older one. */
    static void install(String name, String version) {
        if (!isInstalled(name, version)) {
            String identity = name + "@" + version;
            String prefix = FOLDER.toAbsolutePath().toString();
            Process npm = start(
                    List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", prefix, identity),
                    Map.of(),
                    "npm.txt");
            assertThat(ended(npm, Duration.ofMinutes(3)))
                    .as("npm install " + identity)
                    .isZero();
        }
    }

    private static boolean isInstalled(String name, String version) {
        Path description = FOLDER.resolve(Path.of("node_modules", name, "package.json"));
        try {
            return Files.exists(description)
                    && Files.readString(description).contains("\"version\": \"" + version + "\"");
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + description, e);
        }
    }

    /** The command for a program of a package, or for a script of {@code src/test/foreign}. */
    static List<String> command(String program) {
        if (!program.endsWith(".mjs")) {
            Path own = FOLDER.resolve(Path.of("node_modules", ".bin", program));
            return List.of(own.toAbsolutePath().toString());
        }
        try {
            Path script = FOLDER.resolve(program);
            Files.copy(SCRIPTS.resolve(program), script, StandardCopyOption.REPLACE_EXISTING);
            return List.of("node", script.toString());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot copy " + program, e);
        }
    }

    /**
     * Starts a command.
     *
     * @param environment further variables
     * @param output the file for its output
     */
    static Process start(List<String> command, Map<String, String> environment, String output) {
        try {
            Files.createDirectories(FOLDER);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve(output).toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run " + command.get(0), e);
        }
    }

    /** Waits for the end of a process and returns its exit code; -1 if it did not end. */
    static int ended(Process process, Duration within) {
        try {
            return process.waitFor(within.toSeconds(), SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

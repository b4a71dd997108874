package io.camelgenai.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * What an SDK has played: a row of the table in the documentation. A run of the profile {@code sdks} stores its rows below {@code
 * target}; any other stores none.
 *
 * @param sdk the package or artifact
 * @param version its version
 * @param provider the simulated provider
 * @param passed the number of tests that passed, for each operation
 */
record SdkRun(String sdk, String version, String provider, Map<String, Integer> passed) {

    /** The operations in the order of the columns. */
    static final List<String> OPERATIONS =
            List.of("create", "stream", "get", "list", "cancel", "delete", "upload", "errors");

    private static final ObjectMapper JSON = new ObjectMapper();

    SdkRun {
        if (!OPERATIONS.containsAll(passed.keySet())) {
            throw new IllegalArgumentException(sdk + " has tests of other operations: " + passed.keySet());
        }
    }

    private static Optional<Path> folder() {
        String run = System.getProperty("sdks.run", "");
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of("target", "sdks", "runs", run.replaceAll("\\W", "-")));
    }

    /** Stores this row, if this is a run of the profile. */
    void store() {
        folder().ifPresent(folder -> {
            try {
                Files.createDirectories(folder);
                String name = sdk.replaceAll("\\W", "-") + "." + provider + ".json";
                JSON.writeValue(folder.resolve(name).toFile(), this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the rows that this run has stored. */
    static List<SdkRun> stored() {
        try (Stream<Path> files = Files.list(folder().orElseThrow())) {
            return files.sorted().map(SdkRun::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SdkRun read(Path file) {
        try {
            return JSON.readValue(file.toFile(), SdkRun.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores the row of a class of tests for an SDK in Java. The tag of a test is its operation. */
    static final class Recorder implements TestWatcher, AfterAllCallback {
        private final String sdk;
        private final Class<?> type;
        private final String provider;
        private final Map<String, Integer> passed = new TreeMap<>();

        /** @param type a class of the SDK, in the jar with its version */
        Recorder(String sdk, Class<?> type, String provider) {
            this.sdk = sdk;
            this.type = type;
            this.provider = provider;
        }

        @Override
        public void testSuccessful(ExtensionContext context) {
            context.getTags().forEach(operation -> passed.merge(operation, 1, Integer::sum));
        }

        @Override
        public void afterAll(ExtensionContext context) {
            new SdkRun(sdk, version(), provider, passed).store();
        }

        private String version() {
            String jar =
                    type.getProtectionDomain().getCodeSource().getLocation().getPath();
            return jar.replaceFirst(".*-(\\d[^/]*)\\.jar$", "$1");
        }
    }
}

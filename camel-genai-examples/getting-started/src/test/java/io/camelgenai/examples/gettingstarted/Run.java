package io.camelgenai.examples.gettingstarted;

import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** A complete run of the example, in this process, on a simulator whose journal can be read afterwards. */
record Run(GenAiSimulator simulator, Path folder, ByteArrayOutputStream bytes, int code) {

    static final Path SHIPPED = Path.of("prompts");

    static Run of(GenAiSimulator simulator, Path prompts, Path folder) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Progress progress = new Progress(InstantSource.system(), console::print, null);
        Options options = new Options(false, prompts, folder, 0, false);
        int code = new Tour(
                        options, GettingStarted.connections(false, simulator), "Generated in a test", console, progress)
                .run();
        return new Run(simulator, folder, bytes, code);
    }

    String console() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    String page() throws IOException {
        return Files.readString(folder.resolve("index.html"));
    }

    List<Path> pictures() throws IOException {
        Path pictures = folder.resolve("pictures");
        if (!Files.isDirectory(pictures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pictures)) {
            return files.sorted().toList();
        }
    }

    List<JournalEntry> downloads() {
        return simulator.requests("llmstats", "artifact");
    }
}

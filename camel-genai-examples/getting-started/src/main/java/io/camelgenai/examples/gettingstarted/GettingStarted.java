package io.camelgenai.examples.gettingstarted;

import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The command. It ends with 0, with 1 when a picture is missing, and with 2 when it could not begin. */
public final class GettingStarted {

    private static final int WRONG_USE = 2;
    private static final String KEY = "LLMSTATS_API_KEY";

    private GettingStarted() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int code = run(List.of(arguments), home(), System.getenv(), out);
        out.flush();
        System.exit(code);
    }

    /** The folder of the example, wherever the command was given. */
    private static Path home() {
        Path inRepository = Path.of("camel-genai-examples/getting-started");
        String told = System.getProperty("example.home");
        if (told != null) {
            return Path.of(told);
        }
        return Files.isDirectory(inRepository) ? inRepository : Path.of("");
    }

    /**
     * Runs the example.
     *
     * @param environment where the key is, that only {@code --real} uses
     * @return the exit code
     */
    static int run(List<String> arguments, Path home, Map<String, String> environment, PrintStream out)
            throws Exception {
        Console console = new Console(out);
        try {
            Options options = Options.parse(arguments, home);
            if (options.help()) {
                console.print(Options.HELP);
                return 0;
            }
            if (options.real() && environment.getOrDefault(KEY, "").isBlank()) {
                throw new IllegalArgumentException("--real needs a key of the LLM Stats gateway in the environment"
                        + " variable " + KEY + ", which is not set");
            }
            return tour(options, environment, console);
        } catch (IllegalArgumentException e) {
            console.line(e.getMessage() + ". Try --help");
            return WRONG_USE;
        }
    }

    private static int tour(Options options, Map<String, String> environment, Console console) throws Exception {
        Progress progress = new Progress(InstantSource.system(), console::print, Terminal.detect(environment));
        try (GenAiSimulator simulator = GenAiSimulator.start(
                SimulatorOptions.builder().pace(options.pace()).build())) {
            console.line(
                    options.real()
                            ? "The LLM Stats gateway makes the pictures, for money; the simulator writes the texts."
                            : "Runs on the simulator at " + simulator.baseUrl() + ": no key, no cost.");
            String source =
                    "Made by the " + (options.real() ? "LLM Stats gateway" : "simulator, from no more than the words");
            return new Tour(options, connections(options.real(), simulator), source, console, progress).run();
        }
    }

    /** A connection without a base URL leads to the provider itself, and takes its key from the environment. */
    static Properties connections(boolean real, GenAiSimulator simulator) {
        Properties properties = new Properties();
        properties.setProperty(
                "camel.component.genai.connections[privategpt].baseUrl", simulator.baseUrl("privategpt"));
        if (!real) {
            properties.setProperty(
                    "camel.component.genai.connections[llmstats].baseUrl", simulator.baseUrl("llmstats"));
            properties.setProperty("camel.component.genai.connections[llmstats].apiKey", "ze_simulator");
        }
        return properties;
    }
}

package io.camelgenai.examples.gettingstarted;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param real whether the real provider generates the pictures, for money
 * @param prompts the folder with the prompts
 * @param output the folder for gallery and pictures
 * @param pace a factor on every duration of the simulator
 * @param help whether only the help is shown
 */
record Options(boolean real, Path prompts, Path output, double pace, boolean help) {

    static final String HELP = """
            Generates a picture for every prompt in a folder and shows them in a gallery page, streams one text,
            and cancels one generation. Runs on the embedded simulator: no key, no cost, no network.

              --prompts DIR   folder with prompts: .txt, one a line; .tsv, with a column Prompt (default: a dozen)
              --output DIR    folder for index.html and the pictures (default: target/gallery of the example)
              --pace FACTOR   how slow the simulator is: 0 is immediate, 1 takes seconds (default: 1)
              --real          generates the pictures at the LLM Stats gateway, with the key in LLMSTATS_API_KEY;
                              this costs money. Texts still come from the simulator
              --help          shows this
            """;

    private static final double MAX_PACE = 1000;

    /**
     * Reads the arguments.
     *
     * @param home the folder of the example
     * @throws IllegalArgumentException when one is wrong, with a message for the user
     */
    static Options parse(List<String> arguments, Path home) {
        Options options = new Options(false, home.resolve("prompts"), home.resolve("target/gallery"), 1, false);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String name = left.remove();
            options = switch (name) {
                case "--real" -> options.withReal();
                case "--prompts" -> options.withPrompts(path(name, left.poll()));
                case "--output" -> options.withOutput(path(name, left.poll()));
                case "--pace" -> options.withPace(pace(left.poll()));
                case "--help", "-h" -> options.withHelp();
                default -> throw new IllegalArgumentException("Unknown argument '" + name + "'");
            };
        }
        return options;
    }

    private static Path path(String name, @Nullable String value) {
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new IllegalArgumentException(name + " needs a folder");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(name + ": '" + value + "' is no path", e);
        }
    }

    private static double pace(@Nullable String value) {
        try {
            double pace = Double.parseDouble(value == null ? "" : value);
            if (pace >= 0 && pace <= MAX_PACE) {
                return pace;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers out of range.
        }
        throw new IllegalArgumentException(
                "--pace needs a number from 0 to 1000" + (value == null ? "" : ", not '" + value + "'"));
    }

    private Options withReal() {
        return new Options(true, prompts, output, pace, help);
    }

    private Options withPrompts(Path value) {
        return new Options(real, value, output, pace, help);
    }

    private Options withOutput(Path value) {
        return new Options(real, prompts, value, pace, help);
    }

    private Options withPace(double value) {
        return new Options(real, prompts, output, value, help);
    }

    private Options withHelp() {
        return new Options(real, prompts, output, pace, true);
    }
}

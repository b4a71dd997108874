package io.camelgenai.component.check;

import io.camelgenai.provider.InputMapping;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.ProviderDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a descriptor from the command line, and plays it against a server: {@code DescriptorCheck FILE [--against
 * URL|simulator [--model MODEL] [--prompt PROMPT]]}. The exit code is 0 where all is well, 1 where something failed, and 2 for a command that cannot be
 * understood. The key for the server is read from the environment variable {@code GENAI_KEY}.
 */
public final class DescriptorCheck {

    private static final String USAGE = """
            Usage: DescriptorCheck FILE [--against URL|simulator [--model MODEL] [--prompt PROMPT]]

            Reads a descriptor and says what is wrong with it. With --against it creates a generation at this base URL, which
            may cost money at a real provider, polls it, reads its stream and cancels another one, as far as the descriptor has
            these calls. The key, if one is needed, is in the environment variable GENAI_KEY. With --against simulator it does so
            at the simulator, which has to be on the class path, where that plays the provider.
            """;

    private static final String SIMULATOR = "simulator";
    private static final List<String> OPTIONS = List.of("--against", "--model", "--prompt");

    private final PrintStream out;
    private final @Nullable String key;

    /** @param key the key for the server; null or blank where there is none */
    DescriptorCheck(PrintStream out, @Nullable String key) {
        this.out = out;
        this.key = key == null || key.isBlank() ? null : key;
    }

    /** Ends the process with the exit code. */
    public static void main(String... arguments) {
        System.exit(new DescriptorCheck(System.out, System.getenv("GENAI_KEY")).run(arguments));
    }

    int run(String... arguments) {
        Map<String, String> options = new TreeMap<>();
        if (arguments.length == 0 || !read(arguments, options)) {
            out.print(USAGE);
            return 2;
        }
        try {
            ProviderDescriptor descriptor = descriptor(Path.of(arguments[0]));
            out.println(
                    arguments[0] + " describes the provider " + descriptor.name() + " (" + descriptor.title() + ")");
            noteName(arguments[0], descriptor.name());
            noteInputs(descriptor.inputs());
            String url = options.get("--against");
            return url == null || succeeds(descriptor, url, options) ? 0 : 1;
        } catch (NoSuchFileException e) {
            out.println(arguments[0] + " cannot be read: there is no such file");
        } catch (IOException e) {
            out.println(arguments[0] + " cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
        }
        return 1;
    }

    /** Whether the options behind the file are understood. */
    private boolean read(String[] arguments, Map<String, String> options) {
        for (int i = 1; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i])) {
                out.println("The option " + arguments[i] + " is unknown");
                return false;
            }
            if (i + 1 == arguments.length) {
                out.println("The option " + arguments[i] + " needs a value");
                return false;
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options.isEmpty() || options.containsKey("--against");
    }

    /** A file of the option descriptors may have any name; one on the class path is found by it. */
    private void noteName(String file, String provider) {
        if (!Path.of(file).endsWith(provider + ".yaml")) {
            out.println("On the class path its name has to be " + provider + ".yaml");
        }
    }

    private void noteInputs(InputMapping inputs) {
        inputs.roles()
                .forEach((name, role) -> out.println("A file may be its " + name + ": as "
                        + role.forms().keySet().stream()
                                .map(form ->
                                        form.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .collect(Collectors.joining(", "))));
    }

    private static ProviderDescriptor descriptor(Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(file)) {
            return new ProviderCatalog(name -> null, List::of).add(file.toString(), yaml);
        }
    }

    private boolean succeeds(ProviderDescriptor descriptor, String url, Map<String, String> options) {
        if (!url.equals(SIMULATOR)) {
            return succeeds(descriptor, url, key, options);
        }
        try (EmbeddedSimulator simulator = EmbeddedSimulator.start(DescriptorCheck.class.getClassLoader())) {
            String name = descriptor.name();
            return succeeds(descriptor, simulator.baseUrl(name), simulator.apiKey(name), options);
        }
    }

    private boolean succeeds(
            ProviderDescriptor descriptor, String url, @Nullable String key, Map<String, String> options) {
        String defaultModel = descriptor.request().defaultModel();
        String model = options.getOrDefault("--model", defaultModel == null ? "" : defaultModel);
        String prompt = options.getOrDefault("--prompt", "a lighthouse at dusk");
        if (key == null && !descriptor.auth().optional()) {
            out.println("The key is missing: set the environment variable GENAI_KEY");
            return false;
        }
        try (Trial trial = new Trial(descriptor, URI.create(url.replaceFirst("/+$", "")), key, out)) {
            return trial.run(model.isEmpty() ? null : model, prompt);
        }
    }
}

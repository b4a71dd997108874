package io.camelgenai.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs the simulator as a program; {@code --help} prints its usage. */
public final class Main {
    private static final String USAGE = """
            Usage: java -jar camel-genai-simulator-standalone.jar [--port 8089] [--pace 1.0] [--seed 1] [--rate-limit 60]

            Plays the providers of camel-genai on 127.0.0.1, for tests and first steps; no request leaves this machine.

              --port N         TCP port on 127.0.0.1; 0 takes a free one (default 8089)
              --pace F         factor on all simulated durations; 0 is immediate (default 1.0)
              --seed N         decides texts, images and ids (default 1)
              --rate-limit N   creates of each key per minute at each provider (default none)
              --api-key K      API key that the providers accept, others are wrong; may be repeated (default any)
              --allow-host H   name or address under which /_simulator responds, besides those of loopback; may be repeated
              --help           prints this

            Examples:
              java -jar camel-genai-simulator-standalone.jar
              java -jar camel-genai-simulator-standalone.jar --port 9000 --pace 0 --rate-limit 3

            The page at http://127.0.0.1:8089/ shows generations, faults and the journal; each provider is at /NAME.
            """;
    private static final int USAGE_ERROR = 2;

    private Main() {}

    /**
     * Starts the simulator and serves until the process ends.
     *
     * @param arguments the command line
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String... arguments) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        int code = run(System.out, System.err, ended, arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Serves until the latch is released; returns the exit code. */
    static int run(PrintStream out, PrintStream err, CountDownLatch ended, String... arguments)
            throws InterruptedException {
        SimulatorOptions options;
        try {
            options = options(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return USAGE_ERROR;
        }
        if (options == null) {
            out.print(USAGE);
            return 0;
        }
        try (GenAiSimulator simulator = GenAiSimulator.start(options)) {
            out.print("""
                    %s
                    camel-genai simulator at %s
                    Open it in a browser: what was created, what is running, faults to play, and the journal.
                    Above: a request to each provider, as a command line, and as the properties and the step of a route.
                    """.formatted(simulator.introduction(), simulator.baseUrl()));
            out.flush();
            ended.await();
            return 0;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Parses the command line; null if it asks for help. */
    private static @Nullable SimulatorOptions options(String... arguments) {
        SimulatorOptions.Builder options = SimulatorOptions.builder().port(8089);
        Set<String> hosts = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (name.equals("--help") || name.equals("-h")) {
                return null;
            }
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            try {
                switch (name) {
                    case "--port" -> options.port(Integer.parseInt(value));
                    case "--pace" -> options.pace(Double.parseDouble(value));
                    case "--seed" -> options.seed(Long.parseLong(value));
                    case "--rate-limit" -> options.rateLimit(Integer.parseInt(value), Duration.ofMinutes(1));
                    case "--api-key" -> keys.add(named(name, value, "a key"));
                    case "--allow-host" -> hosts.add(named(name, value, "a name or an address"));
                    default -> throw new IllegalArgumentException("There is no option " + name);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " needs a number, not '" + value + "'", e);
            }
        }
        return options.apiKeys(keys.toArray(String[]::new))
                .allowedHosts(hosts.toArray(String[]::new))
                .build();
    }

    private static String named(String option, String value, String needed) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(option + " needs " + needed);
        }
        return value;
    }
}

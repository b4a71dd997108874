package io.camelgenai.simulator.junit5;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulator for the tests of a class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final GenAiSimulatorExtension simulator = new GenAiSimulatorExtension();
 * }</pre>
 *
 * <p>Before each test, journal, counts, generations and faults are cleared. A test that fails prints the journal to {@code System.err}. A test
 * that succeeds and armed a fault that no request met fails: what it wanted to show has not happened.
 *
 * <p>In a static field there is one simulator for the class, which is running when routes are built; in an instance field there is one for
 * each test. A parameter of type {@link GenAiSimulator} is the same simulator. The tests run one after another. The pace is 0, so that a
 * generation is over immediately, unless options say otherwise.
 */
public final class GenAiSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final SimulatorOptions options;
    private @Nullable GenAiSimulator simulator;
    private String startedIn = "";

    /** Creates an extension whose simulator has the default options, and the pace 0. */
    public GenAiSimulatorExtension() {
        this(SimulatorOptions.builder().pace(0).build());
    }

    /**
     * Creates an extension.
     *
     * @param options the options of the simulator
     */
    public GenAiSimulatorExtension(SimulatorOptions options) {
        this.options = options;
    }

    /**
     * Returns the simulator.
     *
     * @throws IllegalStateException before the tests of the class begin, and after them
     */
    public GenAiSimulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException(
                    "The simulator runs while tests do: register the extension with @RegisterExtension, in a static field for routes"
                            + " that are built before the first test");
        }
        return simulator;
    }

    /** As {@link GenAiSimulator#baseUrl(String)}. */
    public String baseUrl(String provider) {
        return simulator().baseUrl(provider);
    }

    /** As {@link GenAiSimulator#apiKey(String)}. */
    public String apiKey(String provider) {
        return simulator().apiKey(provider);
    }

    /** As {@link GenAiSimulator#fault(Fault)}. */
    public void fault(Fault fault) {
        simulator().fault(fault);
    }

    /** As {@link GenAiSimulator#requests(String, String)}. */
    public List<JournalEntry> requests(String provider, String operation) {
        return simulator().requests(provider, operation);
    }

    /** As {@link GenAiSimulator#generationsCreated()}. */
    public long generationsCreated() {
        return simulator().generationsCreated();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
        simulator().reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Fault> unplayed = simulator().unplayedFaults();
        if (context.getExecutionException().isPresent()) {
            System.err.print(Report.of(context.getDisplayName(), simulator().requests(), unplayed));
        }
        stop(context);
        if (context.getExecutionException().isEmpty() && !unplayed.isEmpty()) {
            throw new AssertionError("No request met these faults: " + unplayed
                    + ". Check provider and operation, and that the test waits for the request");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    /** A class within the class has the same simulator. */
    private void start(ExtensionContext context) {
        if (simulator == null) {
            simulator = GenAiSimulator.start(options);
            startedIn = context.getUniqueId();
        }
    }

    private void stop(ExtensionContext context) {
        if (simulator != null && startedIn.equals(context.getUniqueId())) {
            simulator.close();
            simulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GenAiSimulator.class;
    }

    @Override
    public GenAiSimulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator();
    }
}

package io.camelgenai.simulator;

import org.junit.jupiter.api.AfterEach;

/** A new simulator for each test, with pace 0. */
abstract class SimulatorTestSupport {
    final GenAiSimulator simulator;
    final TestClient client;

    SimulatorTestSupport() {
        this(SimulatorOptions.builder());
    }

    SimulatorTestSupport(SimulatorOptions.Builder options) {
        simulator = GenAiSimulator.start(options.pace(0).build());
        client = new TestClient(simulator);
    }

    @AfterEach
    void close() {
        simulator.close();
    }
}

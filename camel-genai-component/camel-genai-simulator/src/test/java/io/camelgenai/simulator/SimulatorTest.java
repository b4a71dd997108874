package io.camelgenai.simulator;

import org.junit.jupiter.api.AfterEach;

/** A simulator of its own for each test, without waits unless a prompt asks for them. */
abstract class SimulatorTest {
    final GenAiSimulator simulator;
    final Client client;

    SimulatorTest() {
        this(SimulatorOptions.builder());
    }

    SimulatorTest(SimulatorOptions.Builder options) {
        simulator = GenAiSimulator.start(options.pace(0).build());
        client = new Client(simulator);
    }

    @AfterEach
    void close() {
        simulator.close();
    }
}

package io.camelgenai.simulator.server;

import java.lang.System.Logger.Level;
import java.util.Arrays;

/** Reports a mistake of the simulator itself. */
final class Defect {
    private static final System.Logger LOG = System.getLogger("io.camelgenai.simulator");

    private Defect() {}

    static void report(Throwable cause) {
        // Without its message, which may quote a prompt.
        LOG.log(
                Level.ERROR,
                "A defect of the simulator: {0} at {1}",
                cause.getClass().getName(),
                Arrays.stream(cause.getStackTrace()).limit(8).toList());
    }
}

package io.camelgenai.simulator.server;

import java.lang.System.Logger.Level;
import java.util.Arrays;

/** Logs errors of the simulator itself. */
final class InternalErrors {
    private static final System.Logger LOG = System.getLogger("io.camelgenai.simulator");

    private InternalErrors() {}

    static void report(Throwable cause) {
        // The message of the exception is left out, because it may quote a prompt.
        LOG.log(
                Level.ERROR,
                "Internal error of the simulator: {0} at {1}",
                cause.getClass().getName(),
                Arrays.stream(cause.getStackTrace()).limit(8).toList());
    }
}

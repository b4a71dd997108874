package io.camelgenai.benchmarks.isolation;

/**
 * A load.
 *
 * @param name its name in the results
 * @param size the number of concurrent calls
 * @param call one of them
 * @param inPlace how many of them block, wait, or are observed now
 * @param release ends the load, so that the calls return
 */
record Load(String name, int size, Callers.Call call, Count inPlace, Step release) {

    /** Counts something. */
    interface Count {
        int now() throws Exception;
    }

    /** Does something. */
    interface Step {
        void run() throws Exception;
    }
}

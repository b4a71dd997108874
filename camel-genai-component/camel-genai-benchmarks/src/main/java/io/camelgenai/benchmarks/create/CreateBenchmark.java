package io.camelgenai.benchmarks.create;

import static io.camelgenai.benchmarks.create.CreateMain.BARE;
import static io.camelgenai.benchmarks.create.CreateMain.HTTP;
import static io.camelgenai.benchmarks.create.CreateMain.ON_POOL_THREAD;
import static io.camelgenai.benchmarks.create.CreateMain.OURS;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.MeasuredProcess;
import io.camelgenai.benchmarks.measure.MeasuredProcesses;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code create}: one create of an image by a route, compared with a bare OkHttp call and camel-http with the same request.
 * Sequential calls give the median time of a call, 64 concurrent callers give the calls per second. The bare call also runs
 * with the two thread switches that a producer needs if it never blocks its caller's thread. Each peer has its own process.
 */
public final class CreateBenchmark implements Benchmark {

    private static final List<String> PEERS = List.of(BARE, ON_POOL_THREAD, OURS, HTTP);
    private static final int ROUNDS = 9;

    /** The compiler is at work until each peer has made about a hundred thousand calls. */
    private static final int WARM_UP = 10;

    private static final int SEQUENTIAL_CALLS = 2_000;
    private static final int CALLS_PER_CALLER = 150;

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        Rounds micros = new Rounds();
        Rounds perSecond = new Rounds();
        try (ServerProcess server = ServerProcess.simulator();
                MeasuredProcesses processes =
                        new MeasuredProcesses(CreateMain.class, PEERS, server.baseUrl("llmstats"))) {
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                server.resetSimulator();
                for (String peer : PEERS) {
                    MeasuredProcess process = processes.of(peer);
                    double time = process.send("sequential", scale.of(SEQUENTIAL_CALLS, 20))
                            .of("micros");
                    double rate = process.send("concurrent", scale.of(CALLS_PER_CALLER, 2))
                            .of("perSecond");
                    if (round >= 0) {
                        micros.add(peer, time);
                        perSecond.add(peer, rate);
                    }
                }
            }
        }
        return report(out, micros, perSecond);
    }

    private static Results report(PrintStream out, Rounds micros, Rounds perSecond) {
        Results results = new Results("create");
        out.printf(
                "%-12s %14s %8s %8s   %10s %8s %8s%n",
                "", "one at a time", "to bare", "to pool", "64 at once", "to bare", "to pool");
        for (String peer : PEERS) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %11.1f us %6.2f x %6.2f x   %8.0f/s %6.2f x %6.2f x%n",
                    peer,
                    micros.median(peer),
                    micros.ratio(peer, BARE),
                    micros.ratio(peer, ON_POOL_THREAD),
                    perSecond.median(peer),
                    perSecond.ratio(peer, BARE),
                    perSecond.ratio(peer, ON_POOL_THREAD));
            add(results, peer + ".micros", peer, micros);
            add(results, peer + ".perSecond", peer, perSecond);
        }
        return results;
    }

    private static void add(Results results, String name, String peer, Rounds rounds) {
        results.add(name, rounds.median(peer));
        results.add(name + ".ratio", rounds.ratio(peer, BARE));
        results.add(name + ".ratioToPool", rounds.ratio(peer, ON_POOL_THREAD));
    }
}

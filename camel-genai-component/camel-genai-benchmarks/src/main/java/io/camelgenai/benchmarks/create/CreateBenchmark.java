package io.camelgenai.benchmarks.create;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code create}: one create of an image by a route, compared with a bare OkHttp call and camel-http with the same request.
 * Sequential calls give the median time of a call, 64 concurrent callers give the calls per second. The bare call also runs
 * with the two thread switches that a producer needs if it never blocks its caller's thread.
 */
public final class CreateBenchmark implements Benchmark {

    private static final String BARE = "okhttp";
    private static final String ON_POOL_THREAD = "okhttp-pool";
    private static final int ROUNDS = 7;

    /** The compiler is at work until each peer has made about a hundred thousand calls. */
    private static final int WARM_UP = 10;

    private static final int SEQUENTIAL_CALLS = 2_000;
    private static final int CONCURRENCY = 64;
    private static final int CALLS_PER_CALLER = 150;

    /** One way to send the request. */
    interface Peer extends AutoCloseable {

        /** Sends the request once, and reads the response. */
        void call() throws Exception;

        @Override
        void close() throws Exception;
    }

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        try (ServerProcess server = ServerProcess.simulator();
                Peer bare = new BareOkHttp(server);
                Peer onPoolThread = new OnPoolThread(new BareOkHttp(server));
                Peer ours = new GenAiRoute(server);
                Peer http = new CamelHttpRoute(server)) {
            Map<String, Peer> peers = new LinkedHashMap<>();
            peers.put(BARE, bare);
            peers.put(ON_POOL_THREAD, onPoolThread);
            peers.put("genai", ours);
            peers.put("camel-http", http);
            Rounds micros = new Rounds();
            Rounds perSecond = new Rounds();
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                server.resetSimulator();
                for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                    double time = sequential(peer.getValue(), scale.of(SEQUENTIAL_CALLS, 20));
                    double rate = concurrent(peer.getValue(), scale.of(CALLS_PER_CALLER, 2));
                    if (round >= 0) {
                        micros.add(peer.getKey(), time);
                        perSecond.add(peer.getKey(), rate);
                    }
                }
            }
            return report(out, peers.keySet(), micros, perSecond);
        }
    }

    private static double sequential(Peer peer, int calls) throws Exception {
        List<Double> times = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            peer.call();
            times.add((System.nanoTime() - start) / 1e3);
        }
        return Rounds.median(times);
    }

    private static double concurrent(Peer peer, int callsPerCaller) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CONCURRENCY);
        try {
            List<Future<?>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int caller = 0; caller < CONCURRENCY; caller++) {
                all.add(callers.submit(() -> {
                    for (int i = 0; i < callsPerCaller; i++) {
                        peer.call();
                    }
                    return null;
                }));
            }
            for (Future<?> caller : all) {
                caller.get();
            }
            return CONCURRENCY * callsPerCaller / ((System.nanoTime() - start) / 1e9);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Results report(PrintStream out, Set<String> peers, Rounds micros, Rounds perSecond) {
        Results results = new Results("create");
        out.printf(
                "%-12s %14s %8s %8s   %10s %8s %8s%n",
                "", "one at a time", "to bare", "to pool", "64 at once", "to bare", "to pool");
        for (String peer : peers) {
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

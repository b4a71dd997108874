package io.camelgenai.benchmarks.create;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Figures;
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
 * {@code create}: one create of a picture, as a route makes it, beside a bare OkHttp call and camel-http with the same
 * request. One at a time: the median time of a call. 64 at once: calls a second. The bare call also runs with the two
 * hand-overs that a producer needs which never holds its caller's thread.
 */
public final class CreateBenchmark implements Benchmark {

    private static final String BARE = "okhttp";
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final int ONE_BY_ONE = 2_000;
    private static final int AT_ONCE = 64;
    private static final int EACH = 150;

    /** One way to make the request. */
    interface Peer extends AutoCloseable {

        /** Makes the request once, and reads the answer. */
        void call() throws Exception;

        @Override
        void close() throws Exception;
    }

    @Override
    public Figures run(Scale scale, PrintStream out) throws Exception {
        try (ServerProcess server = ServerProcess.simulator();
                Peer bare = new BareOkHttp(server);
                Peer handedOver = new HandedOver(new BareOkHttp(server));
                Peer ours = new GenAiRoute(server);
                Peer http = new CamelHttpRoute(server)) {
            Map<String, Peer> peers = new LinkedHashMap<>();
            peers.put(BARE, bare);
            peers.put("okhttp-pool", handedOver);
            peers.put("genai", ours);
            peers.put("camel-http", http);
            Rounds micros = new Rounds();
            Rounds perSecond = new Rounds();
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                    double time = oneByOne(peer.getValue(), scale.of(ONE_BY_ONE, 20));
                    double rate = atOnce(peer.getValue(), scale.of(EACH, 2));
                    if (round >= 0) {
                        micros.add(peer.getKey(), time);
                        perSecond.add(peer.getKey(), rate);
                    }
                }
            }
            return report(out, peers.keySet(), micros, perSecond);
        }
    }

    private static double oneByOne(Peer peer, int calls) throws Exception {
        List<Double> times = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            long begun = System.nanoTime();
            peer.call();
            times.add((System.nanoTime() - begun) / 1e3);
        }
        return Rounds.median(times);
    }

    private static double atOnce(Peer peer, int each) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            long begun = System.nanoTime();
            for (int caller = 0; caller < AT_ONCE; caller++) {
                all.add(callers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        peer.call();
                    }
                    return null;
                }));
            }
            for (Future<?> caller : all) {
                caller.get();
            }
            return AT_ONCE * each / ((System.nanoTime() - begun) / 1e9);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Figures report(PrintStream out, Set<String> peers, Rounds micros, Rounds perSecond) {
        Figures figures = new Figures("create");
        out.printf("%-12s %22s %24s%n", "", "one at a time, us", "64 at once, calls/s");
        for (String peer : peers) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %10.1f (%5.2f x) %14.0f (%5.2f x)%n",
                    peer,
                    micros.median(peer),
                    micros.ratio(peer, BARE),
                    perSecond.median(peer),
                    perSecond.ratio(peer, BARE));
            figures.add(peer + ".micros", micros.median(peer));
            figures.add(peer + ".micros.ratio", micros.ratio(peer, BARE));
            figures.add(peer + ".perSecond", perSecond.median(peer));
            figures.add(peer + ".perSecond.ratio", perSecond.ratio(peer, BARE));
        }
        return figures;
    }
}

package io.camelgenai.benchmarks.create;

import io.camelgenai.benchmarks.measure.Commands;
import io.camelgenai.benchmarks.measure.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The process of one peer, as an application has one of them. In a shared process the compiler would compile OkHttp for all of
 * them together.
 */
public final class CreateMain implements Commands {

    static final String BARE = "okhttp";
    static final String ON_POOL_THREAD = "okhttp-pool";
    static final String OURS = "genai";
    static final String HTTP = "camel-http";

    private static final int CONCURRENCY = 64;

    private final Peer peer;

    private CreateMain(Peer peer) {
        this.peer = peer;
    }

    /**
     * Serves {@link CreateBenchmark}.
     *
     * @param args the peer and the base URL of the provider
     */
    public static void main(String[] args) throws Exception {
        Commands.serve(new CreateMain(peer(args[0], args[1])));
    }

    private static Peer peer(String name, String baseUrl) throws Exception {
        return switch (name) {
            case BARE -> new BareOkHttp(baseUrl);
            case ON_POOL_THREAD -> new OnPoolThread(new BareOkHttp(baseUrl));
            case OURS -> new GenAiRoute(baseUrl);
            case HTTP -> new CamelHttpRoute(baseUrl);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public String execute(String[] command) throws Exception {
        int calls = Integer.parseInt(command[1]);
        return switch (command[0]) {
            case "sequential" -> Commands.value("micros", sequential(calls));
            case "concurrent" -> Commands.value("perSecond", concurrent(calls));
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private double sequential(int calls) throws Exception {
        List<Double> times = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            peer.call();
            times.add((System.nanoTime() - start) / 1e3);
        }
        return Rounds.median(times);
    }

    private double concurrent(int callsPerCaller) throws Exception {
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
}

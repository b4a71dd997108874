package io.camelgenai.benchmarks.latency;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.streams.StreamsMain.Peer;
import io.camelgenai.benchmarks.streams.StreamsProcess;
import io.camelgenai.benchmarks.streams.StreamsProcess.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code latency}: 1,000 streams with 10 events per second each, spread evenly over the interval; from the server's write to
 * the processor, compared with a bare reading loop. The streams of both sides stay open, and are measured in turn.
 */
public final class LatencyBenchmark implements Benchmark {

    private static final int STREAMS = 1_000;
    private static final int PER_SECOND = 10;
    private static final int EVENTS = 60;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    private static final String OURS = "genai";
    private static final String BARE = "okhttp";
    private static final List<String> PERCENTILES = List.of("p50", "p99", "p99.9");

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        int streams = scale.of(STREAMS, 20);
        Rounds micros = new Rounds();
        try (ServerProcess server = ServerProcess.frames();
                StreamsProcess ours = new StreamsProcess(server, OURS, Peer.GENAI, streams);
                StreamsProcess bare = new StreamsProcess(server, BARE, Peer.OKHTTP, streams)) {
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                Rounds target = round < 0 ? new Rounds() : micros;
                measure(OURS, ours, scale, target);
                measure(BARE, bare, scale, target);
            }
            ours.complete();
            bare.complete();
        }
        return report(out, micros);
    }

    private static void measure(String peer, StreamsProcess streams, Scale scale, Rounds micros) throws IOException {
        Window window = streams.window(PER_SECOND, scale.of(EVENTS, PER_SECOND));
        if (window.lost() != 0) {
            throw new IllegalStateException(peer + " lost " + window.lost() + " events");
        }
        micros.add(peer + ".p50", window.p50());
        micros.add(peer + ".p99", window.p99());
        micros.add(peer + ".p99.9", window.p999());
        micros.add(peer + ".cpu", window.cpuMicros());
    }

    private static Results report(PrintStream out, Rounds micros) {
        Results results = new Results("latency");
        out.printf("%-14s %12s %12s %12s %12s%n", "us", OURS, BARE, "ratio", "above");
        for (String percentile : PERCENTILES) {
            String ours = OURS + "." + percentile;
            String bare = BARE + "." + percentile;
            double above = micros.difference(ours, bare);
            out.printf(
                    Locale.ROOT,
                    "%-14s %12.0f %12.0f %10.2f x %12.0f%n",
                    percentile,
                    micros.median(ours),
                    micros.median(bare),
                    micros.ratio(ours, bare),
                    above);
            results.add(ours + ".micros", micros.median(ours));
            results.add(bare + ".micros", micros.median(bare));
            results.add(ours + ".ratio", micros.ratio(ours, bare));
            results.add(ours + ".above.micros", above);
        }
        return results;
    }
}

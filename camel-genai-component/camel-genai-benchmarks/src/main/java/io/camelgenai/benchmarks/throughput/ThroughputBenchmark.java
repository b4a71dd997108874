package io.camelgenai.benchmarks.throughput;

import static io.camelgenai.benchmarks.throughput.ThroughputMain.BYTES;
import static io.camelgenai.benchmarks.throughput.ThroughputMain.HTTP;
import static io.camelgenai.benchmarks.throughput.ThroughputMain.NUMBERED;
import static io.camelgenai.benchmarks.throughput.ThroughputMain.OPENAI;
import static io.camelgenai.benchmarks.throughput.ThroughputMain.OURS;
import static io.camelgenai.benchmarks.throughput.ThroughputMain.SSE;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.MeasuredProcesses;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code throughput}: 300,000 chunks of a chat completion, about 210 bytes each, on one stream into a processor that reads the
 * text; from the request to the end of the text. The benchmark checks that each peer reads all of the text. The component
 * also reads frames that differ in a date too, as those of most providers do. Each peer has its own process.
 */
public final class ThroughputBenchmark implements Benchmark {

    private static final List<String> PEERS = List.of(OURS, SSE, HTTP, OPENAI, BYTES, NUMBERED);
    private static final int FRAMES = 300_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        String frames = String.valueOf(scale.of(FRAMES, 1_000));
        Rounds perSecond = new Rounds();
        try (ServerProcess server = ServerProcess.frames();
                MeasuredProcesses processes =
                        new MeasuredProcesses(ThroughputMain.class, PEERS, server.baseUrl(), frames)) {
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                for (String peer : PEERS) {
                    double rate = processes.of(peer).send("read").of("perSecond");
                    if (round >= 0) {
                        perSecond.add(peer, rate);
                    }
                }
            }
        }
        return report(out, perSecond);
    }

    private static Results report(PrintStream out, Rounds perSecond) {
        Results results = new Results("throughput");
        out.printf("%-16s %14s %18s %18s%n", "", "events/s", "genai is faster", "numbered is");
        for (String peer : PEERS) {
            double ratio = perSecond.ratio(OURS, peer);
            double numbered = perSecond.ratio(NUMBERED, peer);
            out.printf(Locale.ROOT, "%-16s %14.0f %16.2f x %16.2f x%n", peer, perSecond.median(peer), ratio, numbered);
            results.add(peer + ".perSecond", perSecond.median(peer));
            results.add(OURS + "." + peer + ".ratio", ratio);
            results.add(NUMBERED + "." + peer + ".ratio", numbered);
        }
        return results;
    }
}

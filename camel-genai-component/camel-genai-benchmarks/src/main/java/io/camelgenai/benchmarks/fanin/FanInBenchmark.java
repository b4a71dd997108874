package io.camelgenai.benchmarks.fanin;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Figures;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.streams.StreamsMain.Peer;
import io.camelgenai.benchmarks.streams.StreamsProcess;
import io.camelgenai.benchmarks.streams.StreamsProcess.Weight;
import io.camelgenai.benchmarks.streams.StreamsProcess.Window;
import io.camelgenai.benchmarks.streams.VirtualThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code fan-in}: 100, 1,000 and 10,000 streams (2,000 where each needs a platform thread), with 10,000 events a second in
 * all: what is lost, what a stream weighs, and what an event costs. Beside it a bare reading loop. All are open all the time,
 * and have their turns one after the other; connecting is left out.
 */
public final class FanInBenchmark implements Benchmark {

    private static final int PER_SECOND = 10_000;
    private static final int SECONDS = 4;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final String OURS = "genai";
    private static final String BARE = "okhttp";

    /** Streams of one peer, and what was seen of them. */
    private record Side(String name, int size, StreamsProcess streams) {

        String figure(String figure) {
            return name + "." + size + "." + figure;
        }
    }

    @Override
    public Figures run(Scale scale, PrintStream out) throws Exception {
        List<Integer> sizes = sizes(scale);
        List<Side> sides = new ArrayList<>();
        Rounds seen = new Rounds();
        // Two, since one process may not have as many sockets open as both sides need.
        try (ServerProcess server = ServerProcess.frames();
                ServerProcess other = ServerProcess.frames()) {
            for (int size : sizes) {
                open(sides, OURS, Peer.GENAI, server, size);
                open(sides, BARE, Peer.OKHTTP, other, size);
            }
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                Rounds kept = round < 0 ? new Rounds() : seen;
                for (Side side : sides) {
                    measure(side, scale, kept);
                }
            }
            for (Side side : sides) {
                Weight weight = side.streams().weigh();
                seen.add(side.figure("heapBytes"), weight.heapBytes());
                seen.add(side.figure("threads"), weight.threads());
                side.streams().end();
            }
        } finally {
            sides.forEach(side -> side.streams().close());
        }
        return report(out, sizes, seen);
    }

    private static List<Integer> sizes(Scale scale) {
        if (scale == Scale.QUICK) {
            return List.of(5, 20);
        }
        return VirtualThreads.areThere() ? List.of(100, 1_000, 10_000) : List.of(100, 2_000);
    }

    private static void open(List<Side> sides, String name, Peer peer, ServerProcess server, int size)
            throws IOException {
        for (Side side : sides) {
            side.streams().ping();
        }
        sides.add(new Side(name, size, new StreamsProcess(server, name + size, peer, size)));
    }

    private static void measure(Side side, Scale scale, Rounds seen) throws IOException {
        int each = scale.of(PER_SECOND, 100) / side.size();
        Window window = side.streams().window(each, each * scale.of(SECONDS, 1));
        seen.add(side.figure("lost"), window.lost());
        seen.add(side.figure("cpu.micros"), window.cpuMicros());
        // Their streams are not silent for longer than a round, and the bytes that keep them are not measured.
        side.streams().ping();
    }

    private static Figures report(PrintStream out, List<Integer> sizes, Rounds seen) {
        Figures figures = new Figures("fan-in");
        out.printf(
                "%-8s %8s %8s %16s %10s %16s%n", "", "streams", "lost", "heap, kB/stream", "threads", "CPU, us/event");
        int least = sizes.get(0);
        for (String peer : List.of(OURS, BARE)) {
            for (int size : sizes) {
                String side = peer + "." + size + ".";
                String first = peer + "." + least + ".";
                out.printf(
                        Locale.ROOT,
                        "%-8s %8d %8.0f %16.1f %10.0f %8.1f (%4.2f x)%n",
                        peer,
                        size,
                        seen.sum(side + "lost"),
                        seen.median(side + "heapBytes") / 1000,
                        seen.median(side + "threads"),
                        seen.median(side + "cpu.micros"),
                        seen.ratio(side + "cpu.micros", first + "cpu.micros"));
                figures.add(side + "lost", seen.sum(side + "lost"));
                figures.add(side + "heapBytes", seen.median(side + "heapBytes"));
                figures.add(side + "threads", seen.median(side + "threads"));
                figures.add(side + "cpu.micros", seen.median(side + "cpu.micros"));
                figures.add(side + "cpu.ratio", seen.ratio(side + "cpu.micros", first + "cpu.micros"));
            }
        }
        return figures;
    }
}

package io.camelgenai.benchmarks.fanin;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.streams.StreamsMain.Peer;
import io.camelgenai.benchmarks.streams.StreamsProcess;
import io.camelgenai.benchmarks.streams.StreamsProcess.Footprint;
import io.camelgenai.benchmarks.streams.StreamsProcess.Window;
import io.camelgenai.benchmarks.streams.VirtualThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code fan-in}: 100, 1,000 and 10,000 streams (2,000 where each needs a platform thread), with 10,000 events per second in
 * total: lost events, heap per stream, and CPU per event, compared with a bare reading loop. All streams stay open, and are
 * measured in turn; connecting is not measured.
 */
public final class FanInBenchmark implements Benchmark {

    private static final int PER_SECOND = 10_000;
    private static final int SECONDS = 4;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final String OURS = "genai";
    private static final String BARE = "okhttp";

    /** Streams of one peer. */
    private record Side(String name, int size, StreamsProcess streams) {

        String key(String value) {
            return name + "." + size + "." + value;
        }
    }

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        List<Integer> sizes = sizes(scale);
        List<Side> sides = new ArrayList<>();
        Rounds values = new Rounds();
        // Two servers, since one process may not open as many sockets as both sides need.
        try (ServerProcess server = ServerProcess.frames();
                ServerProcess other = ServerProcess.frames()) {
            for (int size : sizes) {
                open(sides, OURS, Peer.GENAI, server, size);
                open(sides, BARE, Peer.OKHTTP, other, size);
            }
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                Rounds target = round < 0 ? new Rounds() : values;
                for (Side side : sides) {
                    measure(side, scale, target);
                }
            }
            for (Side side : sides) {
                Footprint footprint = side.streams().footprint();
                values.add(side.key("heapBytes"), footprint.heapBytes());
                values.add(side.key("threads"), footprint.threads());
                side.streams().complete();
            }
        } finally {
            sides.forEach(side -> side.streams().close());
        }
        return report(out, sizes, values);
    }

    private static List<Integer> sizes(Scale scale) {
        if (scale == Scale.QUICK) {
            return List.of(20);
        }
        return VirtualThreads.areAvailable() ? List.of(100, 1_000, 10_000) : List.of(100, 2_000);
    }

    private static void open(List<Side> sides, String name, Peer peer, ServerProcess server, int size)
            throws IOException {
        for (Side side : sides) {
            side.streams().ping();
        }
        sides.add(new Side(name, size, new StreamsProcess(server, name + size, peer, size)));
    }

    private static void measure(Side side, Scale scale, Rounds values) throws IOException {
        int each = scale.of(PER_SECOND, 100) / side.size();
        Window window = side.streams().window(each, each * scale.of(SECONDS, 1));
        values.add(side.key("lost"), window.lost());
        values.add(side.key("cpu.micros"), window.cpuMicros());
        // A keep-alive in each round prevents an idle timeout; its bytes are not measured.
        side.streams().ping();
    }

    private static Results report(PrintStream out, List<Integer> sizes, Rounds values) {
        Results results = new Results("fan-in");
        out.printf(
                "%-8s %8s %8s %16s %10s %16s%n", "", "streams", "lost", "heap, kB/stream", "threads", "CPU, us/event");
        int smallest = sizes.get(0);
        for (String peer : List.of(OURS, BARE)) {
            for (int size : sizes) {
                String side = peer + "." + size + ".";
                String first = peer + "." + smallest + ".";
                out.printf(
                        Locale.ROOT,
                        "%-8s %8d %8.0f %16.1f %10.0f %8.1f (%4.2f x)%n",
                        peer,
                        size,
                        values.sum(side + "lost"),
                        values.median(side + "heapBytes") / 1000,
                        values.median(side + "threads"),
                        values.median(side + "cpu.micros"),
                        values.ratio(side + "cpu.micros", first + "cpu.micros"));
                results.add(side + "lost", values.sum(side + "lost"));
                results.add(side + "heapBytes", values.median(side + "heapBytes"));
                results.add(side + "threads", values.median(side + "threads"));
                results.add(side + "cpu.micros", values.median(side + "cpu.micros"));
                results.add(side + "cpu.ratio", values.ratio(side + "cpu.micros", first + "cpu.micros"));
            }
        }
        return results;
    }
}

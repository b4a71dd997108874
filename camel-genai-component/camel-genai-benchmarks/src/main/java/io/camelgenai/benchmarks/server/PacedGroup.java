package io.camelgenai.benchmarks.server;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Streams that are written at a fixed rate. They are silent until {@link #run}. The events of the streams are spread evenly
 * over the interval between two events of one stream. One thread writes all of them.
 */
final class PacedGroup {

    private static final AtomicLong IDS = new AtomicLong(1);

    private final List<PacedStream> streams = new ArrayList<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "writer");
        thread.setDaemon(true);
        return thread;
    });

    void add(SocketChannel channel) {
        writer.execute(() -> {
            PacedStream stream = new PacedStream(channel, IDS.getAndIncrement(), streams.size());
            streams.add(stream);
            stream.start();
        });
    }

    /** Writes events to each stream, at this rate and in this number. */
    void run(int perSecond, int events) {
        writer.execute(() -> {
            long start = System.nanoTime();
            double interval = 1e9 / perSecond / streams.size();
            for (long turn = 0; turn < (long) events * streams.size(); turn++) {
                await(start + (long) (turn * interval));
                streams.get((int) (turn % streams.size())).event();
            }
        });
    }

    /** Waits without spinning, since the measured process shares the cores. */
    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void ping() {
        writer.execute(() -> streams.forEach(PacedStream::ping));
    }

    void complete() {
        writer.execute(() -> {
            streams.forEach(PacedStream::complete);
            streams.clear();
        });
    }
}

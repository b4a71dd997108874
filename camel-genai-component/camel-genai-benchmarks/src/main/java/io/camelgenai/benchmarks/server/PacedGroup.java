package io.camelgenai.benchmarks.server;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Streams that are written at a pace. They are silent until they are told to run; then each has so many events a second, and
 * their turns are spread over the time between two events of one. All is written by one thread.
 */
final class PacedGroup {

    private static final AtomicLong IDS = new AtomicLong(1);

    private final List<PacedStream> streams = new ArrayList<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "writer");
        thread.setDaemon(true);
        return thread;
    });

    void join(SocketChannel channel) {
        writer.execute(() -> {
            PacedStream stream = new PacedStream(channel, IDS.getAndIncrement(), streams.size());
            streams.add(stream);
            stream.begin();
        });
    }

    /** Lets each stream have so many events. */
    void run(int perSecond, int events) {
        writer.execute(() -> {
            long begun = System.nanoTime();
            double apart = 1e9 / perSecond / streams.size();
            for (long turn = 0; turn < (long) events * streams.size(); turn++) {
                await(begun + (long) (turn * apart));
                streams.get((int) (turn % streams.size())).event();
            }
        });
    }

    /** Not by spinning: there are two cores, and the other is measured. */
    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void ping() {
        writer.execute(() -> streams.forEach(PacedStream::ping));
    }

    void end() {
        writer.execute(() -> {
            streams.forEach(PacedStream::end);
            streams.clear();
        });
    }
}

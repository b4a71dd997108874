package io.camelgenai.benchmarks.create;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A peer's call on a thread of a pool while the caller waits: what it costs alone that nobody's thread is held, before any
 * work is done.
 */
final class HandedOver implements CreateBenchmark.Peer {

    private static final int THREADS = 64;

    private final CreateBenchmark.Peer peer;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    HandedOver(CreateBenchmark.Peer peer) {
        this.peer = peer;
    }

    @Override
    public void call() {
        CompletableFuture.runAsync(this::callNow, pool).join();
    }

    private void callNow() {
        try {
            peer.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() throws Exception {
        pool.shutdownNow();
        peer.close();
    }
}

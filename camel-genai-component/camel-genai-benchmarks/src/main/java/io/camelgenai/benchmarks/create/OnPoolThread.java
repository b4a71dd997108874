package io.camelgenai.benchmarks.create;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A peer's call on a thread of a pool while the caller waits. It shows the cost of not blocking the caller's thread, apart
 * from any other work.
 */
final class OnPoolThread implements Peer {

    private static final int THREADS = 64;

    private final Peer peer;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    OnPoolThread(Peer peer) {
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

package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.server.HttpExchange;

/** Sends the frames of a script to one client: first those that are due already, then each when it is due. */
public final class StreamPlayer {
    private final SimulatedGeneration generation;
    private final StreamScript script;
    private final HttpExchange exchange;
    private final byte[] keepAlive;
    private final long keepAliveNanos;
    private int next;
    private long lastFrameNanos;

    private StreamPlayer(
            SimulatedGeneration generation,
            StreamScript script,
            HttpExchange exchange,
            byte[] keepAlive,
            long keepAliveNanos) {
        this.generation = generation;
        this.script = script;
        this.exchange = exchange;
        this.keepAlive = keepAlive;
        this.keepAliveNanos = keepAliveNanos;
    }

    /** Begins a response and streams a generation. */
    public static void play(HttpExchange exchange, SimulatedGeneration generation, StreamScript script) {
        play(exchange, generation, script, new byte[0], Long.MAX_VALUE / 2);
    }

    /**
     * Begins a response and streams a generation with keep-alive frames.
     *
     * @param exchange the request and its response
     * @param generation the generation
     * @param script its frames
     * @param keepAlive the frame that is sent in a silence
     * @param keepAliveNanos the silence after which it is sent
     */
    public static void play(
            HttpExchange exchange,
            SimulatedGeneration generation,
            StreamScript script,
            byte[] keepAlive,
            long keepAliveNanos) {
        exchange.beginStream(ServerSentEvents.HEADERS);
        new StreamPlayer(generation, script, exchange, keepAlive, keepAliveNanos).start();
    }

    private void start() {
        lastFrameNanos = generation.ageNanos();
        generation.addPlayer(this);
        exchange.onWritable(this::advance);
        exchange.onClosed(() -> generation.removePlayer(this));
        advance();
    }

    /** Sends the frames that are due and schedules the next one. */
    void advance() {
        long now = generation.ageNanos();
        long until = Math.min(now, generation.stoppedNanos());
        while (next < script.frames() && script.dueNanos(next) <= until && exchange.isOpen()) {
            if (!exchange.isWritable()) {
                // The remaining frames wait for the client, and not in memory.
                exchange.flush();
                return;
            }
            int batchSize = exchange.isFaulty() ? 1 : script.batchSize(next);
            exchange.frame(batchSize == 1 ? script.frame(next) : script.batch(next));
            next += batchSize;
            lastFrameNanos = now;
        }
        if (!exchange.isOpen()) {
            exchange.flush();
            generation.removePlayer(this);
        } else if (next == script.frames() || generation.stoppedNanos() <= now) {
            generation.removePlayer(this);
            byte[] stopped = next == script.frames() ? new byte[0] : script.stopped();
            if (stopped.length > 0) {
                exchange.frame(stopped);
            }
            exchange.end();
        } else {
            scheduleNext(now);
        }
    }

    private void scheduleNext(long now) {
        if (now - lastFrameNanos >= keepAliveNanos) {
            exchange.frame(keepAlive);
            lastFrameNanos = now;
        }
        exchange.flush();
        exchange.schedule(Math.min(script.dueNanos(next), lastFrameNanos + keepAliveNanos) - now, this::advance);
    }
}

package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.Time;
import io.camelgenai.component.monitoring.RecentError.Kind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;

/** Counts what happens, connection by connection, and keeps the last errors. Safe for use by several threads. */
final class MetricsRecorder implements GenerationListener {

    /** How many errors are kept. */
    static final int MAX_ERRORS = 50;

    private final Map<String, ConnectionMetrics> connections = new ConcurrentSkipListMap<>();
    private final Deque<RecentError> errors = new ArrayDeque<>();
    private final Time time;

    MetricsRecorder(Time time) {
        this.time = time;
    }

    /** The figures by connection, in the order of their names. */
    Map<String, ConnectionMetrics> connections() {
        return connections;
    }

    /** A figure of all connections together. */
    long sum(ToLongFunction<ConnectionMetrics> figure) {
        return connections.values().stream().mapToLong(figure).sum();
    }

    /** The last errors, the newest first. */
    List<RecentError> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    private void note(RecentError error) {
        synchronized (errors) {
            errors.addFirst(error);
            if (errors.size() > MAX_ERRORS) {
                errors.removeLast();
            }
        }
    }

    private ConnectionMetrics of(ConnectionSettings connection) {
        return of(connection.name(), connection.provider().name());
    }

    private ConnectionMetrics of(TrackedGeneration generation) {
        return of(generation.origin().connection(), generation.origin().provider());
    }

    private ConnectionMetrics of(String connection, String provider) {
        return connections.computeIfAbsent(connection, name -> new ConnectionMetrics(provider));
    }

    @Override
    public void connected(ConnectionSettings connection) {
        of(connection).leadsTo(connection.provider().name());
    }

    @Override
    public void succeeded(ConnectionSettings connection) {
        of(connection).answered(time.now());
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException why) {
        RecentError error = RecentError.ofCall(time.now(), connection, why);
        of(connection).failed(error, why);
        note(error);
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException why, Duration wait) {
        of(connection).retried();
    }

    @Override
    public void streamInterrupted(ConnectionSettings connection, GenAiException why) {
        note(RecentError.ofStream(time.now(), connection, why));
    }

    @Override
    public void created(TrackedGeneration created) {
        of(created).created();
    }

    @Override
    public void outcomeUnknown(TrackedGeneration intent) {
        note(RecentError.of(time.now(), intent, Kind.OUTCOME_UNKNOWN));
    }

    @Override
    public void terminal(TrackedGeneration ended, Duration after) {
        of(ended).terminal(ended.generation().status(), ended.generation().usage());
    }

    @Override
    public void parked(TrackedGeneration parked) {
        note(RecentError.of(time.now(), parked, Kind.PARKED));
    }
}

package io.camelgenai.component.insight;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.Time;
import io.camelgenai.component.insight.SeenError.Kind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.GenerationListener;
import io.camelgenai.tracking.TrackedGeneration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;

/** Counts what happens, connection by connection, and keeps the last errors. Safe for use by several threads. */
final class Figures implements GenerationListener {

    /** How many errors are kept. */
    static final int MOST_ERRORS = 50;

    private final Map<String, ConnectionFigures> connections = new ConcurrentSkipListMap<>();
    private final Deque<SeenError> errors = new ArrayDeque<>();
    private final Time time;

    Figures(Time time) {
        this.time = time;
    }

    /** The figures by connection, in the order of their names. */
    Map<String, ConnectionFigures> connections() {
        return connections;
    }

    /** A figure of all connections together. */
    long sum(ToLongFunction<ConnectionFigures> figure) {
        return connections.values().stream().mapToLong(figure).sum();
    }

    /** The last errors, the newest first. */
    List<SeenError> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    private void note(SeenError error) {
        synchronized (errors) {
            errors.addFirst(error);
            if (errors.size() > MOST_ERRORS) {
                errors.removeLast();
            }
        }
    }

    private ConnectionFigures of(ConnectionSettings connection) {
        return of(connection.name(), connection.provider().name());
    }

    private ConnectionFigures of(TrackedGeneration generation) {
        return of(generation.origin().connection(), generation.origin().provider());
    }

    private ConnectionFigures of(String connection, String provider) {
        return connections.computeIfAbsent(connection, name -> new ConnectionFigures(provider));
    }

    @Override
    public void connected(ConnectionSettings connection) {
        of(connection).leadsTo(connection.provider().name());
    }

    @Override
    public void answered(ConnectionSettings connection) {
        of(connection).answered(time.now());
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException why) {
        SeenError error = SeenError.ofCall(time.now(), connection, why);
        of(connection).failed(error, why);
        note(error);
    }

    @Override
    public void repeats(ConnectionSettings connection, GenAiException why, Duration wait) {
        of(connection).repeated();
    }

    @Override
    public void broke(ConnectionSettings connection, GenAiException why) {
        note(SeenError.ofStream(time.now(), connection, why));
    }

    @Override
    public void created(TrackedGeneration created) {
        of(created).created();
    }

    @Override
    public void unknown(TrackedGeneration intent) {
        note(SeenError.of(time.now(), intent, Kind.OUTCOME_UNKNOWN));
    }

    @Override
    public void ended(TrackedGeneration ended, Duration after) {
        of(ended).ended(ended.generation().status(), ended.generation().usage());
    }

    @Override
    public void parked(TrackedGeneration parked) {
        note(SeenError.of(time.now(), parked, Kind.PARKED));
    }
}

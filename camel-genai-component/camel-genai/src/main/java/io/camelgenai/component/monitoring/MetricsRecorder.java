package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.Time;
import io.camelgenai.component.monitoring.RecentError.Kind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts events by connection and by the tags of the meters, and keeps the recent errors. Nothing else counts: JMX, the dev
 * console, health and the meters show the numbers that are kept here. Safe for use by several threads.
 */
final class MetricsRecorder implements GenerationListener {

    static final int MAX_ERRORS = 50;

    static final String OTHER_MODEL = "other";

    private static final String NO_MODEL = "none";

    private final Map<String, ConnectionMetrics> connections = new ConcurrentSkipListMap<>();
    private final LimitedNames models = new LimitedNames(OTHER_MODEL);
    private final OperationReport operations = new OperationReport();
    private final Deque<RecentError> errors = new ArrayDeque<>();
    private final Time time;
    private volatile Exporter exporter = Exporter.NONE;

    /** Passes the numbers on to a monitoring system. */
    interface Exporter {

        Exporter NONE = new Exporter() {};

        /** A connection is used from now on. */
        default void addConnection(String provider, String connection) {}

        /** Adds to the counter of a series. */
        default void count(MeterSeries series, BigDecimal amount) {}

        /** Records a duration; the recorder keeps none. */
        default void record(MeterSeries series, Duration duration) {}

        /** Records an operation in the sense of OpenTelemetry's conventions; the recorder keeps none. */
        default void record(FinishedOperation operation) {}
    }

    MetricsRecorder(Time time) {
        this.time = time;
    }

    /** Exports from now on; what has been counted before is not exported. */
    void exportTo(Exporter newExporter) {
        exporter = newExporter;
    }

    /** The metrics of each connection, in the order of their names. */
    Map<String, ConnectionMetrics> connections() {
        return connections;
    }

    /** The total of a meter over all connections. */
    long sum(GenAiMeter meter) {
        return connections.values().stream().mapToLong(each -> each.sum(meter)).sum();
    }

    /** The recent errors, the newest first. */
    List<RecentError> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    private void add(RecentError error) {
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

    private ConnectionMetrics of(String connection, String provider) {
        return connections.computeIfAbsent(connection, name -> new ConnectionMetrics(provider));
    }

    private void count(ConnectionMetrics metrics, MeterSeries series, BigDecimal amount) {
        metrics.add(series, amount);
        exporter.count(series, amount);
    }

    private void count(ConnectionSettings connection, GenAiMeter meter, String tag) {
        MeterSeries series = MeterSeries.of(meter, connection.provider().name(), connection.name(), tag);
        count(of(connection), series, BigDecimal.ONE);
    }

    /** The model that was requested; the one that answered may have any name. A route may request any name as well. */
    private String model(@Nullable String requested) {
        return requested == null ? NO_MODEL : models.of(requested);
    }

    @Override
    public void connected(ConnectionSettings connection) {
        String provider = connection.provider().name();
        of(connection).setProvider(provider);
        exporter.addConnection(provider, connection.name());
    }

    @Override
    public void succeeded(ConnectionSettings connection) {
        of(connection).answered(time.now());
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException cause) {
        RecentError error = RecentError.ofCall(time.now(), connection, cause);
        add(error);
        of(connection).failed(error, cause);
        count(connection, GenAiMeter.FAILURES, RecentError.reason(cause));
    }

    @Override
    public void streamInterrupted(ConnectionSettings connection, GenAiException cause) {
        add(RecentError.ofStream(time.now(), connection, cause));
        count(connection, GenAiMeter.FAILURES, RecentError.reasonOfInterruption(cause));
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException cause, Duration wait) {
        count(connection, GenAiMeter.RETRIES, RecentError.reason(cause));
    }

    @Override
    public void webhook(ConnectionSettings connection, String outcome) {
        count(connection, GenAiMeter.WEBHOOKS, outcome);
    }

    @Override
    public void firstEvent(ConnectionSettings connection, Duration after) {
        exporter.record(
                MeterSeries.of(GenAiMeter.FIRST_EVENT, connection.provider().name(), connection.name()), after);
    }

    @Override
    public void created(TrackedGeneration created) {
        Origin origin = created.origin();
        count(
                of(origin.connection(), origin.provider()),
                MeterSeries.of(GenAiMeter.CREATED, origin.provider(), origin.connection(), model(origin.model())),
                BigDecimal.ONE);
    }

    @Override
    public void createFailed(TrackedGeneration intent, Throwable cause, Duration after) {
        exporter.record(operations.failed(intent, model(intent.origin().model()), cause, after));
    }

    @Override
    public void outcomeUnknown(TrackedGeneration intent) {
        add(RecentError.ofGeneration(time.now(), intent, Kind.OUTCOME_UNKNOWN));
    }

    @Override
    public void terminal(TrackedGeneration generation, Duration after) {
        String provider = generation.origin().provider();
        String connection = generation.origin().connection();
        String model = model(generation.origin().model());
        String status = generation.generation().status().name();
        ConnectionMetrics metrics = of(connection, provider);
        count(metrics, MeterSeries.of(GenAiMeter.TERMINAL, provider, connection, model, status), BigDecimal.ONE);
        exporter.record(MeterSeries.of(GenAiMeter.DURATION, provider, connection, model, status), after);
        exporter.record(operations.terminal(generation, model, after));
        Usage usage = generation.generation().usage();
        countTokens(
                metrics, MeterSeries.of(GenAiMeter.TOKENS, provider, connection, model, "input"), usage.inputTokens());
        countTokens(
                metrics,
                MeterSeries.of(GenAiMeter.TOKENS, provider, connection, model, "output"),
                usage.outputTokens());
        BigDecimal cost = usage.costUsd();
        if (cost != null) {
            count(metrics, MeterSeries.of(GenAiMeter.COST, provider, connection, model), cost);
        }
    }

    private void countTokens(ConnectionMetrics metrics, MeterSeries series, @Nullable Long tokens) {
        if (tokens != null) {
            count(metrics, series, BigDecimal.valueOf(tokens));
        }
    }

    @Override
    public void parked(TrackedGeneration parked) {
        add(RecentError.ofGeneration(time.now(), parked, Kind.PARKED));
    }
}

package io.camelgenai.component.monitoring;

import io.camelgenai.component.monitoring.MetricsRecorder.Exporter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Shows the numbers of the recorder and the repository in a Micrometer registry while the component runs. All meters are tagged
 * with the names of the context and the component.
 */
final class GenAiMeters implements Exporter, Meters {

    /** The name under which Camel's own Micrometer component looks up the registry first. */
    private static final String REGISTRY_NAME = "metricsRegistry";

    private final MeterRegistry registry;
    private final MonitoringView monitoring;
    private final Tags common;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final @Nullable ConventionMeters conventions;

    private GenAiMeters(MeterRegistry registry, MonitoringView monitoring, Tags common, boolean withConventions) {
        this.registry = registry;
        this.monitoring = monitoring;
        this.common = common;
        this.conventions = withConventions ? new ConventionMeters(registry, common, meters::add) : null;
    }

    static Meters start(CamelContext context, String component, MonitoringView monitoring, boolean withConventions) {
        Registry beans = context.getRegistry();
        MeterRegistry named = beans.lookupByNameAndType(REGISTRY_NAME, MeterRegistry.class);
        MeterRegistry registry = named == null ? beans.findSingleByType(MeterRegistry.class) : named;
        if (registry == null) {
            return () -> {};
        }
        Tags common = Tags.of(GenAiMeter.CONTEXT_TAG, context.getName(), GenAiMeter.COMPONENT_TAG, component);
        GenAiMeters meters = new GenAiMeters(registry, monitoring, common, withConventions);
        meters.addGauge(MeterSeries.of(GenAiMeter.STREAMS_WAITING), MonitoringView::streamsWaiting);
        meters.addGauge(MeterSeries.of(GenAiMeter.STREAM_THREADS), MonitoringView::streamThreads);
        meters.addGauge(MeterSeries.of(GenAiMeter.STREAM_THREADS_MAX), MonitoringView::maxStreams);
        meters.addGauge(MeterSeries.of(GenAiMeter.COUNT_AGE), MonitoringView::countAge);
        for (WorkView each : monitoring.work()) {
            String kind = each.kind();
            meters.addGauge(MeterSeries.of(GenAiMeter.THREADS, kind), view -> view.work(kind)
                    .running());
            meters.addGauge(MeterSeries.of(GenAiMeter.THREADS_WAITING, kind), view -> view.work(kind)
                    .waiting());
            meters.addGauge(MeterSeries.of(GenAiMeter.THREADS_MAX, kind), view -> view.work(kind)
                    .max());
        }
        monitoring.exportTo(meters);
        return meters;
    }

    /** Adds the meters whose rate or value is zero, and not missing, before the first event. */
    @Override
    public void addConnection(String provider, String connection) {
        addGauge(MeterSeries.of(GenAiMeter.IN_FLIGHT, provider, connection), view -> view.observed(connection)
                .generations());
        addGauge(MeterSeries.of(GenAiMeter.STREAMS_OPEN, provider, connection), view -> view.observed(connection)
                .openStreams());
        addGauge(MeterSeries.of(GenAiMeter.CALLS_IN_FLIGHT, provider, connection), view -> view.calls(connection)
                .inFlight());
        addGauge(MeterSeries.of(GenAiMeter.CALLS_WAITING, provider, connection), view -> view.calls(connection)
                .waiting());
        addGauge(
                MeterSeries.of(GenAiMeter.UNKNOWN, provider, connection),
                view -> view.countUnknown(origin -> origin.connection().equals(connection)));
        addGauge(
                MeterSeries.of(GenAiMeter.PARKED, provider, connection),
                view -> view.countParked(origin -> origin.connection().equals(connection)));
        MeterSeries events = MeterSeries.of(GenAiMeter.EVENTS, provider, connection);
        meters.add(FunctionCounter.builder(events.meter().meterName(), monitoring, view -> view.observed(connection)
                        .events())
                .description(events.meter().description())
                .tags(tags(events))
                .register(registry));
    }

    @Override
    public void count(MeterSeries series, BigDecimal amount) {
        GenAiMeter meter = series.meter();
        Counter counter = Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags(series))
                .register(registry);
        meters.add(counter);
        counter.increment(amount.doubleValue());
    }

    private void addGauge(MeterSeries series, ToDoubleFunction<MonitoringView> value) {
        GenAiMeter meter = series.meter();
        meters.add(Gauge.builder(meter.meterName(), monitoring, value)
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags(series))
                .register(registry));
    }

    @Override
    public void record(MeterSeries series, Duration duration) {
        GenAiMeter meter = series.meter();
        Timer timer = Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags(series))
                .register(registry);
        meters.add(timer);
        timer.record(duration);
    }

    @Override
    public void record(FinishedOperation operation) {
        if (conventions != null) {
            conventions.record(operation);
        }
    }

    private Tags tags(MeterSeries series) {
        Tags tags = common;
        for (String name : series.meter().tags()) {
            tags = tags.and(name, series.tag(name));
        }
        return tags;
    }

    /** A registry may outlive the component, and would still read its gauges. */
    @Override
    public void close() {
        monitoring.exportTo(Exporter.NONE);
        meters.forEach(registry::remove);
    }
}

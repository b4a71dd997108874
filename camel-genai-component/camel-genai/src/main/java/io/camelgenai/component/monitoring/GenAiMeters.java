package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
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
import org.jspecify.annotations.Nullable;

/**
 * Counts and measures with Micrometer, as long as the component runs. The tags are few and take few values: the context, the
 * component, the provider, the connection, and what else the meter is split by. The model is the one that was asked for, since a provider
 * may answer with any text; a route may ask with any text as well, so only the first {@value #MAX_MODELS} are told apart.
 */
final class GenAiMeters implements GenerationListener, Meters {

    private static final int MAX_MODELS = 100;
    private static final String NO_MODEL = "none";
    private static final String OTHER_MODEL = "other";

    private final MeterRegistry registry;
    private final MonitoringView monitoring;
    private final Tags common;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final Set<String> models = ConcurrentHashMap.newKeySet();

    /**
     * @param contextName the name of the Camel context
     * @param component the name of the component in it: a context may have several
     */
    GenAiMeters(MeterRegistry registry, MonitoringView insight, String contextName, String component) {
        this.registry = registry;
        this.monitoring = insight;
        this.common = Tags.of(GenAiMeter.CONTEXT_TAG, contextName, GenAiMeter.COMPONENT_TAG, component);
        gauge(GenAiMeter.STREAMS_WAITING, common, MonitoringView::streamsWaiting);
        gauge(GenAiMeter.STREAM_THREADS, common, MonitoringView::streamThreads);
        gauge(GenAiMeter.STREAM_THREADS_MAX, common, MonitoringView::maxStreams);
    }

    private void gauge(GenAiMeter meter, Tags tags, ToDoubleFunction<MonitoringView> value) {
        meters.add(Gauge.builder(meter.meterName(), monitoring, value)
                .description(meter.description())
                .tags(tags)
                .register(registry));
    }

    private Counter counter(GenAiMeter meter, Tags tags) {
        Counter counter = Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags)
                .register(registry);
        meters.add(counter);
        return counter;
    }

    private Timer timer(GenAiMeter meter, Tags tags) {
        Timer timer = Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry);
        meters.add(timer);
        return timer;
    }

    private Tags of(ConnectionSettings connection) {
        return of(connection.provider().name(), connection.name());
    }

    private Tags of(Origin origin) {
        return of(origin.provider(), origin.connection()).and("model", model(origin.model()));
    }

    private Tags of(String provider, String connection) {
        return common.and("provider", provider, "connection", connection);
    }

    private String model(@Nullable String asked) {
        if (asked == null) {
            return NO_MODEL;
        }
        if (!models.contains(asked) && models.size() >= MAX_MODELS) {
            return OTHER_MODEL;
        }
        models.add(asked);
        return asked;
    }

    /** There from the first use on, so that a rate over what has not happened yet is zero, and not nothing. */
    @Override
    public void connected(ConnectionSettings connection) {
        String name = connection.name();
        Tags tags = of(connection);
        gauge(GenAiMeter.IN_FLIGHT, tags, seen -> seen.observed(name).generations());
        gauge(GenAiMeter.STREAMS_OPEN, tags, seen -> seen.observed(name).openStreams());
        gauge(
                GenAiMeter.UNKNOWN,
                tags,
                seen -> seen.countUnknown(place -> place.connection().equals(name)));
        gauge(
                GenAiMeter.PARKED,
                tags,
                seen -> seen.countParked(place -> place.connection().equals(name)));
        meters.add(FunctionCounter.builder(GenAiMeter.EVENTS.meterName(), monitoring, seen -> seen.observed(name)
                        .events())
                .description(GenAiMeter.EVENTS.description())
                .tags(tags)
                .register(registry));
    }

    @Override
    public void failed(ConnectionSettings connection, GenAiException why) {
        counter(GenAiMeter.FAILURES, of(connection).and("reason", RecentError.reason(why)))
                .increment();
    }

    @Override
    public void streamInterrupted(ConnectionSettings connection, GenAiException why) {
        counter(GenAiMeter.FAILURES, of(connection).and("reason", RecentError.reasonOfInterruption(why)))
                .increment();
    }

    @Override
    public void retrying(ConnectionSettings connection, GenAiException why, Duration wait) {
        counter(GenAiMeter.RETRIES, of(connection).and("reason", RecentError.reason(why)))
                .increment();
    }

    @Override
    public void firstEvent(ConnectionSettings connection, Duration after) {
        timer(GenAiMeter.FIRST_EVENT, of(connection)).record(after);
    }

    @Override
    public void created(TrackedGeneration created) {
        counter(GenAiMeter.CREATED, of(created.origin())).increment();
    }

    @Override
    public void terminal(TrackedGeneration ended, Duration after) {
        Tags tags = of(ended.origin());
        Tags withStatus = tags.and("status", ended.generation().status().name());
        counter(GenAiMeter.TERMINAL, withStatus).increment();
        timer(GenAiMeter.DURATION, withStatus).record(after);
        Usage usage = ended.generation().usage();
        count(GenAiMeter.TOKENS, tags.and("type", "input"), usage.inputTokens());
        count(GenAiMeter.TOKENS, tags.and("type", "output"), usage.outputTokens());
        BigDecimal cost = usage.costUsd();
        if (cost != null) {
            counter(GenAiMeter.COST, tags).increment(cost.doubleValue());
        }
    }

    private void count(GenAiMeter meter, Tags tags, @Nullable Long amount) {
        if (amount != null) {
            counter(meter, tags).increment(amount);
        }
    }

    /** A registry may outlive the component, and would go on asking it. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}

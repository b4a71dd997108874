package io.camelgenai.component.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meters of the component. Their names are public: dashboards and alarms use them. */
public enum GenAiMeter {
    // Prometheus keeps the ending _created for itself.
    CREATED(Kind.COUNTER, "camel.genai.creates", null, "Creates that were accepted", "provider", "connection", "model"),
    TERMINAL(
            Kind.COUNTER,
            "camel.genai.terminal",
            null,
            "Generations that ended",
            "provider",
            "connection",
            "model",
            "status"),
    DURATION(
            Kind.TIMER,
            "camel.genai.duration",
            "seconds",
            "From the create of a generation to its end",
            "provider",
            "connection",
            "model",
            "status"),
    FIRST_EVENT(
            Kind.TIMER,
            "camel.genai.first.event",
            "seconds",
            "From the request for a stream to its first event",
            "provider",
            "connection"),
    EVENTS(Kind.COUNTER, "camel.genai.events", null, "Events that were read", "provider", "connection"),
    RETRIES(
            Kind.COUNTER,
            "camel.genai.retries",
            null,
            "Calls that were made again",
            "provider",
            "connection",
            "reason"),
    FAILURES(
            Kind.COUNTER,
            "camel.genai.failures",
            null,
            "Calls that failed, those that were made again included, and streams that broke",
            "provider",
            "connection",
            "reason"),
    TOKENS(
            Kind.COUNTER,
            "camel.genai.tokens",
            null,
            "Tokens that models read or wrote, as far as told",
            "provider",
            "connection",
            "model",
            "type"),
    COST(
            Kind.COUNTER,
            "camel.genai.cost",
            "usd",
            "What generations cost in US dollars, as far as told",
            "provider",
            "connection",
            "model"),
    IN_FLIGHT(
            Kind.GAUGE,
            "camel.genai.in.flight",
            null,
            "Generations that are being observed on this node",
            "provider",
            "connection"),
    STREAMS_OPEN(
            Kind.GAUGE,
            "camel.genai.streams.open",
            null,
            "Streams that stand open on this node",
            "provider",
            "connection"),
    STREAMS_WAITING(
            Kind.GAUGE,
            "camel.genai.streams.waiting",
            null,
            "Streams and held requests that wait for a thread on this node"),
    STREAM_THREADS(
            Kind.GAUGE,
            "camel.genai.stream.threads",
            null,
            "Streams and held requests that have a thread on this node"),
    STREAM_THREADS_MAX(
            Kind.GAUGE,
            "camel.genai.stream.threads.max",
            null,
            "Streams and held requests that can have a thread on this node"),
    UNKNOWN(
            Kind.GAUGE,
            "camel.genai.unknown.outcomes",
            null,
            "Creates of unknown outcome that wait for an operator, on all nodes",
            "provider",
            "connection"),
    PARKED(
            Kind.GAUGE,
            "camel.genai.parked",
            null,
            "Ends that no route would take and that wait for an operator, on all nodes",
            "provider",
            "connection");

    /** A tag that all of them bear: the name of the Camel context. */
    public static final String CONTEXT_TAG = "camelContext";

    /** A tag that all of them bear: the name of the component, {@code genai} unless it was added under another one. */
    public static final String COMPONENT_TAG = "component";

    private final Kind kind;
    private final String meterName;
    private final @Nullable String unit;
    private final String description;
    private final List<String> tags;

    /** How a meter measures. */
    public enum Kind {
        /** Adds up. */
        COUNTER,
        /** Adds up how often, and how long that took. */
        TIMER,
        /** Shows how much there is now. */
        GAUGE
    }

    GenAiMeter(Kind kind, String meterName, @Nullable String unit, String description, String... tags) {
        this.kind = kind;
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** How it measures. */
    public Kind kind() {
        return kind;
    }

    /** The name as Micrometer has it, with dots; monitoring systems write it in their own way. */
    public String meterName() {
        return meterName;
    }

    /** What it counts or measures in, or null for a mere number. */
    public @Nullable String unit() {
        return unit;
    }

    /** What it tells, in one line. */
    public String description() {
        return description;
    }

    /** What it is split by, besides the {@linkplain #CONTEXT_TAG context} and the {@linkplain #COMPONENT_TAG component}. */
    public List<String> tags() {
        return tags;
    }
}

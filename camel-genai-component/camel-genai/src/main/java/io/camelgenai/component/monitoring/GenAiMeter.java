package io.camelgenai.component.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meters of the component. Their names are public: dashboards and alarms use them. */
public enum GenAiMeter {
    // Not camel.genai.created: Prometheus reserves the suffix _created.
    CREATED(Kind.COUNTER, "camel.genai.creates", null, "Creates that were accepted", "provider", "connection", "model"),
    TERMINAL(
            Kind.COUNTER,
            "camel.genai.terminal",
            null,
            "Generations that became terminal",
            "provider",
            "connection",
            "model",
            "status"),
    DURATION(
            Kind.TIMER,
            "camel.genai.duration",
            "seconds",
            "Time from the create of a generation to its terminal status",
            "provider",
            "connection",
            "model",
            "status"),
    FIRST_EVENT(
            Kind.TIMER,
            "camel.genai.first.event",
            "seconds",
            "Time from the request for a stream to its first event",
            "provider",
            "connection"),
    EVENTS(Kind.COUNTER, "camel.genai.events", null, "Events that were read", "provider", "connection"),
    RETRIES(Kind.COUNTER, "camel.genai.retries", null, "Calls that were retried", "provider", "connection", "reason"),
    FAILURES(
            Kind.COUNTER,
            "camel.genai.failures",
            null,
            "Calls that failed, those that were retried included, and streams that were interrupted",
            "provider",
            "connection",
            "reason"),
    WEBHOOKS(
            Kind.COUNTER,
            "camel.genai.webhooks",
            null,
            "Webhooks that arrived, by what became of them",
            "provider",
            "connection",
            "outcome"),
    TOKENS(
            Kind.COUNTER,
            "camel.genai.tokens",
            null,
            "Tokens that models read or wrote, as far as reported",
            "provider",
            "connection",
            "model",
            "type"),
    COST(
            Kind.COUNTER,
            "camel.genai.cost",
            "usd",
            "Cost of generations in US dollars, as far as reported",
            "provider",
            "connection",
            "model"),
    IN_FLIGHT(
            Kind.GAUGE, "camel.genai.in.flight", null, "Generations that this node observes", "provider", "connection"),
    STREAMS_OPEN(Kind.GAUGE, "camel.genai.streams.open", null, "Open streams on this node", "provider", "connection"),
    STREAMS_WAITING(
            Kind.GAUGE,
            "camel.genai.streams.waiting",
            null,
            "Streams and long polls that wait for a thread on this node"),
    STREAM_THREADS(
            Kind.GAUGE, "camel.genai.stream.threads", null, "Streams and long polls that have a thread on this node"),
    STREAM_THREADS_MAX(
            Kind.GAUGE,
            "camel.genai.stream.threads.max",
            null,
            "Streams and long polls that can have a thread on this node"),
    CALLS_IN_FLIGHT(
            Kind.GAUGE, "camel.genai.calls.in.flight", null, "Calls in flight on this node", "provider", "connection"),
    CALLS_WAITING(
            Kind.GAUGE,
            "camel.genai.calls.waiting",
            null,
            "Calls that wait on this node, since maxConcurrentCalls are in flight",
            "provider",
            "connection"),
    THREADS(Kind.GAUGE, "camel.genai.threads", null, "Threads in use on this node: calls, routes or control", "kind"),
    THREADS_WAITING(
            Kind.GAUGE, "camel.genai.threads.waiting", null, "Tasks that wait for a thread on this node", "kind"),
    THREADS_MAX(
            Kind.GAUGE,
            "camel.genai.threads.max",
            null,
            "Threads that can be in use concurrently on this node",
            "kind"),
    UNKNOWN(
            Kind.GAUGE,
            "camel.genai.unknown.outcomes",
            null,
            "Unknown outcomes that need an operator, on all nodes",
            "provider",
            "connection"),
    PARKED(
            Kind.GAUGE,
            "camel.genai.parked",
            null,
            "Parked deliveries that need an operator, on all nodes",
            "provider",
            "connection"),
    COUNT_AGE(
            Kind.GAUGE,
            "camel.genai.count.age",
            "seconds",
            "Time since unknown outcomes and parked deliveries were counted");

    /** A tag of every meter: the name of the Camel context. */
    public static final String CONTEXT_TAG = "camelContext";

    /** A tag of every meter: the name of the component, {@code genai} unless it was added under another one. */
    public static final String COMPONENT_TAG = "component";

    private final Kind kind;
    private final String meterName;
    private final @Nullable String unit;
    private final String description;
    private final List<String> tags;

    /** The kinds of meters. */
    public enum Kind {
        /** Adds up events or amounts. */
        COUNTER,
        /** Adds up durations and counts them. */
        TIMER,
        /** Shows a present value. */
        GAUGE
    }

    GenAiMeter(Kind kind, String meterName, @Nullable String unit, String description, String... tags) {
        this.kind = kind;
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** The kind of the meter. */
    public Kind kind() {
        return kind;
    }

    /** The name in Micrometer, with dots; monitoring systems write it in their own way. */
    public String meterName() {
        return meterName;
    }

    /** The unit, or null for a plain number. */
    public @Nullable String unit() {
        return unit;
    }

    /** The description, in one line. */
    public String description() {
        return description;
    }

    /** The tags, besides {@link #CONTEXT_TAG} and {@link #COMPONENT_TAG}. */
    public List<String> tags() {
        return tags;
    }
}

package io.camelgenai.component.monitoring;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The client meters of OpenTelemetry's semantic conventions for generative AI (status: development), for dashboards that know
 * their names. Names, units, attributes and buckets are those of the page "Semantic conventions for generative AI metrics". An
 * attribute without a value is {@code none}, since a meter has the same tags in each series. Safe for use by several threads.
 */
final class ConventionMeters {

    static final String DURATION = "gen_ai.client.operation.duration";
    static final String TOKENS = "gen_ai.client.token.usage";

    static final String OPERATION_TAG = "gen_ai.operation.name";
    static final String PROVIDER_TAG = "gen_ai.provider.name";
    static final String REQUEST_MODEL_TAG = "gen_ai.request.model";
    static final String RESPONSE_MODEL_TAG = "gen_ai.response.model";
    static final String TOKEN_TYPE_TAG = "gen_ai.token.type";
    static final String ERROR_TAG = "error.type";

    /** The word of the conventions for an operation that creates something, as in the spans. */
    static final String OPERATION = "generate_content";

    private static final String NONE = "none";

    /** 10 ms, doubled thirteen times. */
    private static final Duration[] DURATION_BUCKETS =
            LongStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toArray(Duration[]::new);

    /** The powers of 4 from 1 to 4^13. */
    private static final double[] TOKEN_BUCKETS =
            LongStream.range(0, 14).mapToDouble(i -> 1L << (2 * i)).toArray();

    private final MeterRegistry registry;
    private final Tags common;
    private final Consumer<Meter> onUse;

    /**
     * @param common tags of every meter
     * @param onUse receives each meter that is in the registry
     */
    ConventionMeters(MeterRegistry registry, Tags common, Consumer<Meter> onUse) {
        this.registry = registry;
        this.common = common;
        this.onUse = onUse;
    }

    void record(FinishedOperation operation) {
        Tags tags = common.and(
                OPERATION_TAG, OPERATION,
                PROVIDER_TAG, operation.provider(),
                REQUEST_MODEL_TAG, operation.requestModel(),
                RESPONSE_MODEL_TAG, orNone(operation.responseModel()));
        Timer timer = Timer.builder(DURATION)
                .description(
                        "Time from the create of a generation to its terminal status, or to the failure of the create")
                .serviceLevelObjectives(DURATION_BUCKETS)
                .tags(tags.and(ERROR_TAG, orNone(operation.errorType())))
                .register(registry);
        onUse.accept(timer);
        timer.record(operation.duration());
        record(tags, "input", operation.usage().inputTokens());
        record(tags, "output", operation.usage().outputTokens());
    }

    private void record(Tags tags, String type, @Nullable Long tokens) {
        if (tokens != null) {
            DistributionSummary summary = DistributionSummary.builder(TOKENS)
                    .description("Tokens that a model read or wrote for one generation, as far as reported")
                    .baseUnit("token")
                    .serviceLevelObjectives(TOKEN_BUCKETS)
                    .tags(tags.and(TOKEN_TYPE_TAG, type))
                    .register(registry);
            onUse.accept(summary);
            summary.record(tokens);
        }
    }

    private static String orNone(@Nullable String value) {
        return value == null ? NONE : value;
    }
}

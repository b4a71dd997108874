package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenerationStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its present state, and its totals since the component started.
 *
 * @param connection its name
 * @param provider the provider that it leads to
 * @param inFlight how many generations this node observes
 * @param streamsOpen how many streams are open on this node
 * @param created how many creates were accepted
 * @param terminal how many generations became terminal, by status
 * @param retries how many calls were retried
 * @param failures how many calls failed, those that were retried included, and how many streams were interrupted
 * @param events how many events were read
 * @param inputTokens the tokens that models read, as far as reported
 * @param outputTokens the tokens that models wrote, as far as reported
 * @param costUsd the cost in US dollars, as far as reported
 * @param unknown how many unknown outcomes need an operator, on all nodes that share the repository; null when they were never counted
 * @param parked how many parked deliveries need an operator, on all nodes that share the repository; null when they were never counted
 * @param lastAnswer when the provider answered last, or null when it never did
 * @param failuresInARow how many calls have failed since then
 * @param lastFailure the last of these failures, or null when there is none
 */
public record ConnectionView(
        String connection,
        String provider,
        int inFlight,
        int streamsOpen,
        long created,
        Map<GenerationStatus, Long> terminal,
        long retries,
        long failures,
        long events,
        long inputTokens,
        long outputTokens,
        BigDecimal costUsd,
        @Nullable Long unknown,
        @Nullable Long parked,
        @Nullable Instant lastAnswer,
        int failuresInARow,
        @Nullable RecentError lastFailure) {

    public ConnectionView {
        terminal = Map.copyOf(terminal);
    }
}

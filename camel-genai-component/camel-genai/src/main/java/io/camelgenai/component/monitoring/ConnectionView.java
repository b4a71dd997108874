package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenerationStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection as it is now, and what happened over it since the component started.
 *
 * @param connection its name
 * @param provider where it leads
 * @param inFlight how many generations are being observed on this node
 * @param streamsOpen how many streams stand open on this node
 * @param created how many creates were accepted
 * @param terminal how many generations ended, by status
 * @param retries how often a call was made again
 * @param failures how many calls failed, those that were made again included
 * @param events how many events were read
 * @param inputTokens tokens read by the models, as far as told
 * @param outputTokens tokens written by the models, as far as told
 * @param costUsd the price in US dollars, as far as told
 * @param unknown how many creates of unknown outcome wait for a person, on all nodes that share the repository; null where
 *     it can not be read
 * @param parked how many ends no route would take, likewise
 * @param lastAnswer when the provider answered last, or null when it never did
 * @param failuresInARow how many calls failed since then
 * @param lastFailure the last of them, or null when there is none
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

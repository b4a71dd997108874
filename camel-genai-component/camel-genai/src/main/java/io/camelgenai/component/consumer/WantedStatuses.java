package io.camelgenai.component.consumer;

import io.camelgenai.generation.GenerationStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ends that a consumer wants an exchange for.
 *
 * @param named those that were named; none means all
 */
public record WantedStatuses(Set<GenerationStatus> named) {

    /** @throws IllegalArgumentException when a word is no terminal status */
    public static WantedStatuses of(@Nullable String option) {
        Set<GenerationStatus> named = EnumSet.noneOf(GenerationStatus.class);
        for (String word : option == null ? new String[0] : option.split(",")) {
            named.add(Arrays.stream(GenerationStatus.values())
                    .filter(each ->
                            each.isTerminal() && each.name().equals(word.trim().toUpperCase(Locale.ROOT)))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("The option statuses names '" + word.trim()
                            + "'; known are COMPLETED, INCOMPLETE, FAILED, CANCELED")));
        }
        return new WantedStatuses(named);
    }

    public boolean include(GenerationStatus status) {
        return named.isEmpty() || named.contains(status);
    }
}

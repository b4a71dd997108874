package io.camelgenai.examples.gettingstarted;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a prompt.
 *
 * @param number its number, as displayed: 001, 002, ...
 * @param prompt the prompt
 * @param model the model that generated it
 * @param status the status of its generation, or what failed before there was one
 * @param time how long its generation took
 * @param costUsd its price, where the provider reported it
 * @param file the picture, relative to the gallery; null when there is none
 * @param reason why there is no picture; null when there is one
 */
record Picture(
        String number,
        String prompt,
        String model,
        String status,
        Duration time,
        @Nullable BigDecimal costUsd,
        @Nullable String file,
        @Nullable String reason) {

    double seconds() {
        return time.toMillis() / 1000.0;
    }
}

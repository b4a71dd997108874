package io.camelgenai.examples.gettingstarted;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a prompt.
 *
 * @param number its place, as it is shown: 001, 002, ...
 * @param prompt the prompt
 * @param model the model that worked on it
 * @param status the status of its generation, or what went wrong around it
 * @param time how long its generation took
 * @param costUsd its price, where the provider told it
 * @param file the picture below the gallery; null when there is none
 * @param reason why there is none
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

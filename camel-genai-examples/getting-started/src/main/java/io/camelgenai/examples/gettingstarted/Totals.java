package io.camelgenai.examples.gettingstarted;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The totals of a list of pictures.
 *
 * @param pictures the number of prompts
 * @param saved the number of prompts with a picture
 * @param failed the number of prompts without one
 * @param costUsd the sum of the reported costs
 * @param time the sum of the times
 */
record Totals(int pictures, int saved, int failed, BigDecimal costUsd, Duration time) {

    static Totals of(List<Picture> pictures) {
        int saved = (int)
                pictures.stream().filter(picture -> picture.file() != null).count();
        return new Totals(
                pictures.size(),
                saved,
                pictures.size() - saved,
                pictures.stream()
                        .map(Picture::costUsd)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                pictures.stream().map(Picture::time).reduce(Duration.ZERO, Duration::plus));
    }

    double seconds() {
        return time.toMillis() / 1000.0;
    }

    /** An amount with all its decimals, at least two. */
    static String dollars(BigDecimal amount) {
        return "$" + amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}

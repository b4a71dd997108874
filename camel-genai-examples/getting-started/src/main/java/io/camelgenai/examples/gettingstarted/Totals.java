package io.camelgenai.examples.gettingstarted;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a number of pictures come to.
 *
 * @param pictures how many prompts there were
 * @param made how many of them have a picture
 * @param failed how many have none
 * @param costUsd what they cost together, as far as it was told
 * @param time the times of all, one after the other
 */
record Totals(int pictures, int made, int failed, BigDecimal costUsd, Duration time) {

    static Totals of(List<Picture> pictures) {
        int made = (int)
                pictures.stream().filter(picture -> picture.file() != null).count();
        return new Totals(
                pictures.size(),
                made,
                pictures.size() - made,
                pictures.stream()
                        .map(Picture::costUsd)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                pictures.stream().map(Picture::time).reduce(Duration.ZERO, Duration::plus));
    }

    double seconds() {
        return time.toMillis() / 1000.0;
    }

    /** An amount with all its decimals, and two at the least. */
    static String dollars(BigDecimal amount) {
        return "$" + amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}

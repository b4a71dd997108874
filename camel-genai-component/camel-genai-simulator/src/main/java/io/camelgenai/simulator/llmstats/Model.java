package io.camelgenai.simulator.llmstats;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of models the gateway has, told by the family a name begins with, after an optional {@code vendor/}. */
enum Model {
    IMAGE(1500, 60, "0.04", "flux|stable-diffusion|sd|gpt-image|imagen|ideogram|recraft|seedream|nano-banana"),
    VIDEO(4000, 10, "0.50", "veo|runway|sora|kling|wan|luma|hailuo|seedance|pixverse");

    private final double millis;
    private final int autoWaitSeconds;
    private final String costUsd;
    private final Pattern families;

    Model(double millis, int autoWaitSeconds, String costUsd, String families) {
        this.millis = millis;
        this.autoWaitSeconds = autoWaitSeconds;
        this.costUsd = costUsd;
        this.families = Pattern.compile(families);
    }

    static @Nullable Model of(String name) {
        String family = name.substring(name.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        for (Model model : values()) {
            if (model.families.matcher(family).lookingAt()) {
                return model;
            }
        }
        return null;
    }

    /** How long it takes at pace 1.0. */
    double millis() {
        return millis;
    }

    /** How long {@code wait: "auto"} holds a request: long for pictures, short for videos. */
    int autoWaitSeconds() {
        return autoWaitSeconds;
    }

    /** The price of one result. */
    String costUsd() {
        return costUsd;
    }
}

package io.camelgenai.simulator.llmstats;

import io.camelgenai.simulator.content.Medium;
import org.jspecify.annotations.Nullable;

/** The kinds of models the gateway has, told by the family a name begins with, after an optional {@code vendor/}. */
enum Model {
    IMAGE(Medium.IMAGE, 60, "0.04"),
    VIDEO(Medium.VIDEO, 10, "0.50");

    private final Medium medium;
    private final int autoWaitSeconds;
    private final String costUsd;

    Model(Medium medium, int autoWaitSeconds, String costUsd) {
        this.medium = medium;
        this.autoWaitSeconds = autoWaitSeconds;
        this.costUsd = costUsd;
    }

    static @Nullable Model of(String name) {
        Medium medium = Medium.ofModel(name);
        for (Model model : values()) {
            if (model.medium == medium) {
                return model;
            }
        }
        return null;
    }

    /** How long it takes at pace 1.0. */
    double millis() {
        return medium.millis();
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

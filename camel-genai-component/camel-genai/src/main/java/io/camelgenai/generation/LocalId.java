package io.camelgenai.generation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ids of generations to which their provider gives none. The provider does not know them, so nothing is asked for by them. */
public final class LocalId {

    private static final String PREFIX = "local-";

    private LocalId() {}

    /** A new id. */
    public static String next() {
        return PREFIX + UUID.randomUUID();
    }

    /** Whether an id is a local one. */
    public static boolean is(@Nullable String id) {
        return id != null && id.startsWith(PREFIX);
    }
}

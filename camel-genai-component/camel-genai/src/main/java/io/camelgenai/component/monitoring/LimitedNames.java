package io.camelgenai.component.monitoring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the values of a tag, since each adds a series that stays: only the first {@value #MAX} are kept apart. Safe for use by
 * several threads.
 */
final class LimitedNames {

    static final int MAX = 100;

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final String other;

    /** @param other the value in place of all others */
    LimitedNames(String other) {
        this.other = other;
    }

    String of(String name) {
        boolean known = names.contains(name) || (names.size() < MAX && names.add(name));
        return known ? name : other;
    }
}

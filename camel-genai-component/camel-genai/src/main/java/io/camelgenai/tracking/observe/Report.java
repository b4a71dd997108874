package io.camelgenai.tracking.observe;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a provider reports by itself: reports may arrive late, more than once, and in any order.
 *
 * @param state the state, or null where only a poll shows it
 */
record Report(@Nullable Generation state) {

    /** Of two reports that nobody has taken yet, the one that is further. */
    static @Nullable Report further(@Nullable Report one, Report other) {
        boolean isTerminal = one != null && one.state != null && one.state.isTerminal();
        return one == null || (!isTerminal && rank(other.state) >= rank(one.state)) ? other : one;
    }

    /** Whether it says something of a generation that is known to be in this state. */
    boolean isNewsAfter(Generation known) {
        return state == null || rank(state) >= rank(known);
    }

    private static int rank(@Nullable Generation state) {
        if (state == null || state.status() == GenerationStatus.UNRECOGNIZED) {
            return 0;
        }
        return state.isTerminal() ? 3 : state.status() == GenerationStatus.RUNNING ? 2 : 1;
    }
}

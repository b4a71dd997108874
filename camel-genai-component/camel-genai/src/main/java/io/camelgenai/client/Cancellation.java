package io.camelgenai.client;

import io.camelgenai.client.Deadlines.Guard;
import org.jspecify.annotations.Nullable;

/** Lets any thread end the calls that another one makes, the present and all later ones. */
public final class Cancellation {

    private volatile boolean canceled;
    private volatile @Nullable Guard current;

    /** This call is under way now. */
    void covers(Guard guard) {
        current = guard;
        if (canceled) {
            guard.cancel();
        }
    }

    /** Ends the call under way; a later one ends as it begins. */
    public void cancel() {
        canceled = true;
        Guard guard = current;
        if (guard != null) {
            guard.cancel();
        }
    }
}

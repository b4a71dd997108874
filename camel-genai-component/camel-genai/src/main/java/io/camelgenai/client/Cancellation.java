package io.camelgenai.client;

import io.camelgenai.client.Deadlines.Guard;
import org.jspecify.annotations.Nullable;

/** Lets any thread cancel the calls of another one: the call in flight and all later ones. */
public final class Cancellation {

    private volatile boolean canceled;
    private volatile @Nullable Guard current;

    /** Takes over a call that is about to be made. */
    void covers(Guard guard) {
        current = guard;
        if (canceled) {
            guard.cancel();
        }
    }

    public boolean isCanceled() {
        return canceled;
    }

    public void cancel() {
        canceled = true;
        Guard guard = current;
        if (guard != null) {
            guard.cancel();
        }
    }
}

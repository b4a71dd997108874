package io.camelgenai.client;

import okhttp3.RequestBody;

/**
 * A body that is read from files while it is sent, once. The call may take as long as pieces of it are sent; our own retries repeat it, and
 * count.
 */
abstract class ProgressBody extends RequestBody {

    private Runnable action = () -> {};

    /** @param runs before each piece is sent */
    void onProgress(Runnable runs) {
        action = runs;
    }

    final void progressed() {
        action.run();
    }

    @Override
    public final boolean isOneShot() {
        return true;
    }
}

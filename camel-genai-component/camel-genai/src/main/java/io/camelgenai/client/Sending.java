package io.camelgenai.client;

import java.util.Objects;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: whether a byte of it can have been sent, and what it does with its connection. It travels as a tag of
 * the call's own request, which no interceptor can change. Thread-safe.
 */
final class Sending {

    private volatile boolean started;
    private @Nullable Runnable release;
    private volatile Runnable discard = () -> {};

    /** That of a call which our transport has made. */
    static Sending of(Call call) {
        return Objects.requireNonNull(call.request().tag(Sending.class));
    }

    /** The next byte belongs to the request. */
    void start() {
        started = true;
    }

    boolean isStarted() {
        return started;
    }

    /**
     * It has a connection now.
     *
     * @param whenReleased runs when the call needs it no more
     * @param whenDiscarded closes it, unless another call has it
     */
    synchronized void hasConnection(Runnable whenReleased, Runnable whenDiscarded) {
        release = whenReleased;
        discard = whenDiscarded;
    }

    /** It needs its connection no more. Further calls do nothing. */
    void release() {
        Runnable last;
        synchronized (this) {
            last = release;
            release = null;
        }
        if (last != null) {
            last.run();
        }
    }

    /** Closes the connection of a call that is over. */
    void discardConnection() {
        release();
        discard.run();
    }
}

package io.camelgenai.component.consumer;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.spi.ReactiveExecutor;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call of a route. Camel reports a route as done before it throws an {@link Error}, such as one of a full
 * memory or stack: a route that is done within its call counts as done when the call has returned.
 */
public final class RouteCall {

    private enum State {
        WITHIN,
        DONE_WITHIN,
        RETURNED,
        THROWN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WITHIN);
    private final Runnable whenDone;

    /** @param whenDone runs once, when the route is done and its call is over */
    RouteCall(Runnable whenDone) {
        this.whenDone = whenDone;
    }

    void process(AsyncProcessor route, Exchange exchange) {
        try {
            route.process(exchange, doneSync -> done());
            returned();
        } catch (Error e) {
            failed(exchange, e);
            state.set(State.THROWN);
            whenDone.run();
        }
    }

    /** On any thread. */
    private void done() {
        if (!state.compareAndSet(State.WITHIN, State.DONE_WITHIN) && state.get() == State.RETURNED) {
            whenDone.run();
        }
    }

    /** The route may still be busy on another thread. */
    private void returned() {
        if (!state.compareAndSet(State.WITHIN, State.RETURNED)) {
            whenDone.run();
        }
    }

    /**
     * Fails an exchange whose route threw an {@link Error}. Camel then leaves its remaining work for the exchange in the queue
     * of the thread, and the exchange would never complete: this runs that work, on the thread on which the route threw.
     */
    public static void failed(Exchange exchange, Error thrown) {
        exchange.setException(thrown);
        ReactiveExecutor executor =
                exchange.getContext().getCamelContextExtension().getReactiveExecutor();
        boolean more = true;
        while (more) {
            more = executor.executeFromQueue();
        }
    }

    /** The failure of a route, or null. A route that rolled back has failed, also where it threw nothing. */
    static @Nullable Exception failureOf(Exchange exchange) {
        boolean rolledBack = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        return exchange.getException() == null && rolledBack
                ? new RollbackExchangeException("The route rolled back", exchange)
                : exchange.getException();
    }
}

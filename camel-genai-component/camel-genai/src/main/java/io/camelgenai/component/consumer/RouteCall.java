package io.camelgenai.component.consumer;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.spi.ReactiveExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The call of a route. Camel says that a route is done before it passes on an error that is no exception, such as one of a
 * full memory or stack: that a route is done counts when its call has returned too, if it was said within the call.
 */
public final class RouteCall {

    private enum State {
        WITHIN,
        DONE_WITHIN,
        RETURNED,
        THROWN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WITHIN);
    private final Runnable end;

    /** @param end runs once, when the route is done and its call is over */
    public RouteCall(Runnable end) {
        this.end = end;
    }

    /**
     * A route threw what is no exception. Camel then leaves undone what it had still to do with the exchange, and it would
     * hang for ever: this does it, on the thread on which the route threw.
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

    /** What a route failed with, or null. One that rolls back has not taken the exchange, also where it throws nothing. */
    public static @Nullable Exception failureOf(Exchange exchange) {
        boolean rolledBack = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        return exchange.getException() == null && rolledBack
                ? new RollbackExchangeException("The route rolled back", exchange)
                : exchange.getException();
    }

    /** The route says that it is done, on any thread. */
    public void isDone() {
        if (!state.compareAndSet(State.WITHIN, State.DONE_WITHIN) && state.get() == State.RETURNED) {
            end.run();
        }
    }

    /** The call returned; the route may still be busy on another thread. */
    public void hasReturned() {
        if (!state.compareAndSet(State.WITHIN, State.RETURNED)) {
            end.run();
        }
    }

    /** The call threw, whatever the route said before or says later. */
    public void hasThrown() {
        state.set(State.THROWN);
        end.run();
    }
}

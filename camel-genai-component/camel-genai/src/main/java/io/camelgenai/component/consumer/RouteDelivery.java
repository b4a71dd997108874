package io.camelgenai.component.consumer;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.message.GenAiMessage;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.deliver.DeliveryRefusedException;
import io.camelgenai.tracking.deliver.Subscriber.Handover;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.Subscription.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events or terminal generations to the route of a consumer. Events run on the thread that read them, so that a slow
 * route slows the stream; terminal generations run on threads of the consumer's own.
 */
public final class RouteDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(RouteDelivery.class);

    private final DefaultConsumer consumer;
    private final CamelContext context;
    private final Kind kind;
    private final Gate gate;
    private volatile @Nullable ExecutorService threads;

    public RouteDelivery(DefaultConsumer consumer, Kind kind, Gate gate) {
        this.consumer = consumer;
        this.context = consumer.getEndpoint().getCamelContext();
        this.kind = kind;
        this.gate = gate;
    }

    /**
     * Has no effect when it is started already.
     *
     * @param concurrentConsumers how many terminal generations the route processes concurrently
     * @param routes where events continue that waited while the route was suspended
     */
    public void start(int concurrentConsumers, Executor routes) {
        gate.admitOn(routes);
        if (kind == Kind.TERMINAL && threads == null) {
            threads = context.getExecutorServiceManager()
                    .newThreadPool(consumer, "GenAiConsumer", profile(concurrentConsumers));
        }
    }

    /** The queue has no bound of its own: each task in it holds one of the subscriber's delivery permits. */
    private static ThreadPoolProfile profile(int size) {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-consumer");
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** Stops the threads. A delivery that is still queued runs here, and is refused by the closed gate. */
    public void stop() {
        ExecutorService own = threads;
        if (own != null) {
            threads = null;
            context.getExecutorServiceManager().shutdownNow(own).forEach(Runnable::run);
        }
    }

    /** Delivers to the route; the stage completes when the route has, or fails as it failed. */
    public CompletionStage<Void> deliver(Supplier<Handover> offered) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ExecutorService own = threads;
        if (kind == Kind.EVENTS) {
            processAsync(offered, done);
        } else if (own == null) {
            done.completeExceptionally(new DeliveryRefusedException());
        } else {
            try {
                own.execute(() -> process(offered, done));
            } catch (RejectedExecutionException stopped) {
                done.completeExceptionally(new DeliveryRefusedException());
            }
        }
        return done;
    }

    /** An exchange inside the gate, and the generation that it brings. */
    private record Visit(Exchange exchange, Handover handover) {}

    /** Keeps its thread until the route is done, so that the number of threads is the number of exchanges. */
    private void process(Supplier<Handover> offered, CompletableFuture<Void> done) {
        // A terminal generation does not wait while the route is suspended: it may go to another node.
        Visit visit = visit(gate.enter(), offered, done);
        if (visit != null) {
            Exchange exchange = visit.exchange();
            try {
                consumer.getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            } catch (Error e) {
                RouteCall.failed(exchange, e);
            }
            finish(visit, done);
        }
    }

    /** Events wait while the route is suspended. */
    private void processAsync(Supplier<Handover> offered, CompletableFuture<Void> done) {
        gate.enterWhenOpen(entered -> {
            Visit visit = visit(entered, offered, done);
            if (visit != null) {
                new RouteCall(() -> finish(visit, done)).process(consumer.getAsyncProcessor(), visit.exchange());
            }
        });
    }

    /** Takes what was offered, or returns null where the route does not accept it now, or it cannot be taken. */
    private @Nullable Visit visit(boolean entered, Supplier<Handover> offered, CompletableFuture<Void> done) {
        if (!entered) {
            done.completeExceptionally(new DeliveryRefusedException());
            return null;
        }
        try {
            Handover handover = offered.get();
            return new Visit(exchange(handover), handover);
        } catch (RuntimeException | Error e) {
            gate.leave();
            done.completeExceptionally(e);
            return null;
        }
    }

    private Exchange exchange(Handover handover) {
        Exchange exchange = consumer.createExchange(false);
        exchange.setIn(
                kind == Kind.EVENTS
                        ? GenAiMessage.ofEvent(context, handover)
                        : GenAiMessage.ofTerminal(context, handover));
        return exchange;
    }

    private void finish(Visit visit, CompletableFuture<Void> done) {
        Exchange exchange = visit.exchange();
        Exception failure = failureOf(exchange);
        if (failure != null && !(failure instanceof DeliveryRefusedException)) {
            handle(
                    "The route failed on generation "
                            + visit.handover().tracked().id(),
                    exchange,
                    failure);
        }
        consumer.releaseExchange(exchange, false);
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
        gate.leave();
    }

    /** Camel's own error handler refuses an exchange of a route that stops, before its next step runs. */
    private @Nullable Exception failureOf(Exchange exchange) {
        Exception failure = RouteCall.failureOf(exchange);
        boolean refused = failure instanceof RejectedExecutionException
                && failure.getMessage() == null
                && gate.readiness() != Readiness.STARTED;
        return refused ? new DeliveryRefusedException() : failure;
    }

    /** Reports a failure about a generation to the consumer's exception handler. */
    public void report(String message, Generation generation, Exception failure) {
        Exchange exchange = consumer.createExchange(false);
        ExchangeOutput.headers(exchange.getMessage(), generation);
        handle(message, exchange, failure);
        consumer.releaseExchange(exchange, false);
    }

    /** A user's exception handler that fails must not keep the generation from being redelivered. */
    private void handle(String message, Exchange exchange, Exception failure) {
        try {
            consumer.getExceptionHandler().handleException(message, exchange, failure);
        } catch (RuntimeException e) {
            LOG.warn("The exception handler of {} failed", consumer, e);
        }
    }
}

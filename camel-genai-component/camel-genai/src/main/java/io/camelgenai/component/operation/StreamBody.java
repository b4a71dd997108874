package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** The stream of a generation as the body of an exchange. It is open as long as the exchange is. */
final class StreamBody extends SynchronizationAdapter {

    private final OperationContext context;
    private final Generation known;
    private volatile @Nullable Observation stream;
    private volatile @Nullable RoutedStream body;

    StreamBody(OperationContext context, Generation known) {
        this.context = context;
        this.known = known;
    }

    /**
     * Gives the stream to the exchange, and opens it where it is not open. The exchange continues on a thread that may wait
     * for a provider, since its route is about to read: the component's other threads are few and shared.
     */
    CompletionStage<?> openInto(Exchange exchange, @Nullable Observation opened) {
        CompletionStage<Observation> open = opened == null ? open() : CompletableFuture.completedFuture(opened);
        return open.thenCompose(each -> onStreamThread(exchange, each));
    }

    /** Waits for a thread no longer than for a first event: the provider sends, and nobody reads. */
    private CompletableFuture<Void> onStreamThread(Exchange exchange, Observation opened) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        AtomicBoolean decided = new AtomicBoolean();
        Duration limit = context.client().settings().limits().firstEvent();
        Future<?> timer = context.time().after(limit, () -> {
            if (decided.compareAndSet(false, true)) {
                opened.close();
                accepted.completeExceptionally(noThread(limit));
            }
        });
        context.threads().start(() -> {
            if (decided.compareAndSet(false, true)) {
                timer.cancel(false);
                complete(accepted, exchange, opened);
            }
        });
        return accepted;
    }

    private void complete(CompletableFuture<Void> accepted, Exchange exchange, Observation opened) {
        try {
            accept(exchange, opened);
            accepted.complete(null);
        } catch (RuntimeException e) {
            accepted.completeExceptionally(e);
        }
    }

    private GenAiException noThread(Duration waited) {
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + " was open for "
                        + waited.toMillis()
                        + " ms (option firstEventTimeout) and no thread was free to read it. Raise the"
                        + " option maxStreams of the component",
                Where.generation(known.provider(), known.id()),
                null);
    }

    private CompletionStage<Observation> open() {
        return context.calls().retry(true, () -> Observations.stream(context.client(), known, context.time()));
    }

    private void accept(Exchange exchange, Observation opened) {
        opened.limitFailures();
        RoutedStream routed = new RoutedStream(opened, exchange);
        stream = opened;
        body = routed;
        context.streams().add(opened);
        exchange.getExchangeExtension().addOnCompletion(this);
        exchange.getExchangeExtension().setStreamCacheDisabled(true);
        exchange.getMessage().setBody(routed);
        ExchangeOutput.headers(exchange.getMessage(), known);
    }

    /** The state that is known now. */
    Generation current() {
        Observation opened = stream;
        return opened == null ? known : opened.current();
    }

    @Override
    public void onDone(Exchange exchange) {
        Observation opened = stream;
        RoutedStream routed = body;
        if (opened != null && routed != null) {
            routed.exchangeDone();
            context.streams().remove(opened);
        }
    }
}

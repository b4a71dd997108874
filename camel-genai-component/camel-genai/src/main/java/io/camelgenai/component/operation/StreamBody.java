package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** The stream of a generation as the body of an exchange. It is open as long as the exchange is. */
final class StreamBody extends SynchronizationAdapter {

    private final OperationHandler.OperationContext context;
    private final Generation known;
    private volatile @Nullable Observation stream;
    private volatile @Nullable RoutedStream body;

    StreamBody(OperationHandler.OperationContext setting, Generation known) {
        this.context = setting;
        this.known = known;
    }

    /**
     * Hands the stream to the exchange, and opens it where it is not open already. The exchange goes on from a thread that
     * may wait for a provider, since its route is about to read: the workers are few, and everybody's.
     */
    CompletionStage<?> openInto(Exchange exchange, @Nullable Observation already) {
        CompletionStage<Observation> open = already == null ? opened() : CompletableFuture.completedFuture(already);
        return open.thenAcceptAsync(
                each -> handOver(exchange, each), context.runtime().observationThreads()::start);
    }

    private CompletionStage<Observation> opened() {
        return ProviderCalls.retry(
                context,
                true,
                () -> Observations.stream(
                        context.client(), known, context.runtime().time()));
    }

    private void handOver(Exchange exchange, Observation opened) {
        opened.limitFailures();
        RoutedStream routed = new RoutedStream(opened, exchange);
        stream = opened;
        body = routed;
        context.runtime().streams().add(opened);
        exchange.getExchangeExtension().addOnCompletion(this);
        exchange.getExchangeExtension().setStreamCacheDisabled(true);
        exchange.getMessage().setBody(routed);
        ExchangeOutput.generation(exchange.getMessage(), known);
    }

    /** What is known of the generation by now. */
    Generation current() {
        Observation opened = stream;
        return opened == null ? known : opened.current();
    }

    @Override
    public void onDone(Exchange exchange) {
        Observation opened = stream;
        RoutedStream routed = body;
        if (opened != null && routed != null) {
            routed.close();
            context.runtime().streams().remove(opened);
        }
    }
}

package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.Observation;
import io.camelgenai.tracking.Observations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** The stream of a generation as the body of an exchange. It is open as long as the exchange is. */
final class StreamBody extends SynchronizationAdapter {

    private final Job.Setting setting;
    private final Generation known;
    private volatile @Nullable Observation stream;
    private volatile @Nullable RoutedStream body;

    StreamBody(Job.Setting setting, Generation known) {
        this.setting = setting;
        this.known = known;
    }

    /**
     * Hands the stream to the exchange, and opens it where it is not open already. The exchange goes on from a thread that
     * may wait for a provider, since its route is about to read: the workers are few, and everybody's.
     */
    CompletionStage<?> into(Exchange exchange, @Nullable Observation already) {
        CompletionStage<Observation> open = already == null ? opened() : CompletableFuture.completedFuture(already);
        return open.thenAcceptAsync(
                each -> give(exchange, each), setting.runtime().threads()::start);
    }

    private CompletionStage<Observation> opened() {
        return ById.repeat(
                setting,
                true,
                () -> Observations.stream(
                        setting.client(), known, setting.runtime().time()));
    }

    private void give(Exchange exchange, Observation opened) {
        opened.giveUpSoon();
        RoutedStream routed = new RoutedStream(opened, exchange);
        stream = opened;
        body = routed;
        setting.runtime().streams().add(opened);
        exchange.getExchangeExtension().addOnCompletion(this);
        exchange.getExchangeExtension().setStreamCacheDisabled(true);
        exchange.getMessage().setBody(routed);
        ExchangeOutput.generation(exchange.getMessage(), known);
    }

    /** What is known of the generation by now. */
    Generation soFar() {
        Observation opened = stream;
        return opened == null ? known : opened.soFar();
    }

    @Override
    public void onDone(Exchange exchange) {
        Observation opened = stream;
        RoutedStream routed = body;
        if (opened != null && routed != null) {
            routed.close();
            setting.runtime().streams().remove(opened);
        }
    }
}

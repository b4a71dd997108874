package io.camelgenai.component.operation;

import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=track}: hands a generation that was created elsewhere to the consumers of the channel. */
public final class TrackOperation implements OperationHandler {

    private final OperationContext context;

    public TrackOperation(OperationContext setting) {
        this.context = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ProviderCalls.getIfSupported(context, context.named(exchange)).thenAccept(seen -> track(exchange, seen));
    }

    private void track(Exchange exchange, Generation seen) {
        Generation known = context.configuration().getModel() == null || seen.model() != null
                ? seen
                : seen.with().model(context.configuration().getModel()).build();
        context.runtime().tracker().adopt(known, context.input().origin(exchange.getMessage(), known.model()), null);
        GetOperation.deliver(exchange, known);
    }
}

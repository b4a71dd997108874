package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=create}: the exchange continues with the id; the consumers of the channel receive the rest. */
record CreateOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        return IdempotentCreate.create(context, exchange, this::byStream)
                .thenAccept(created -> track(exchange, created));
    }

    /**
     * The create opens the stream where a consumer wants its events, and where no other call returns an id before the
     * terminal event.
     */
    private boolean byStream(Origin origin) {
        if (context.provider().create().maxWait() != null) {
            return context.tracker().hasConsumer(origin);
        }
        return context.provider().createStream() != null && context.tracker().hasObserver(origin);
    }

    private void track(Exchange exchange, CreatedGeneration created) {
        ExchangeOutput.result(exchange.getMessage(), created.tracked().generation());
        context.consumers().warnIfNone(context.endpointId(), created.tracked().origin());
        context.tracker().track(created);
    }
}

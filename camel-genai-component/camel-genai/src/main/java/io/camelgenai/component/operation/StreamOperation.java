package io.camelgenai.component.operation;

import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=stream}: creates a generation and returns its events as they arrive. */
record StreamOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean byStream = context.provider().createStream() != null;
        return IdempotentCreate.create(context, exchange, origin -> byStream)
                .thenCompose(created -> open(exchange, created));
    }

    private CompletionStage<?> open(Exchange exchange, CreatedGeneration created) {
        TrackedGeneration tracked = created.tracked();
        if (!created.own()) {
            return new ExistingGeneration(context, tracked).openInto(exchange);
        }
        StreamBody body = new StreamBody(context, ExchangeCompletion.lastSeen(exchange, tracked));
        ExchangeCompletion.register(exchange, context, tracked, body::current);
        return body.openInto(exchange, created.stream());
    }
}

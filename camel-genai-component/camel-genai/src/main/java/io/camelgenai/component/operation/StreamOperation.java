package io.camelgenai.component.operation;

import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=stream}: creates, and gives the exchange the events as they arrive. */
public final class StreamOperation implements OperationHandler {

    private final OperationContext context;
    private final IdempotentCreate create;

    public StreamOperation(OperationContext setting) {
        this.context = setting;
        this.create = new IdempotentCreate(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean withCreate = context.client().descriptor().calls().stream() == null;
        return create.create(exchange, origin -> withCreate).thenCompose(made -> open(exchange, made));
    }

    private CompletionStage<?> open(Exchange exchange, CreatedGeneration made) {
        TrackedGeneration tracked = made.tracked();
        StreamBody body = new StreamBody(context, tracked.generation());
        if (made.own()) {
            ExchangeCompletion.with(exchange, context.runtime(), tracked, body::current);
        }
        return body.openInto(exchange, made.stream());
    }
}

package io.camelgenai.component.operation;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=attach}: returns the events of an existing generation as they arrive. */
record AttachOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return new StreamBody(context, context.named(exchange)).openInto(exchange, null);
    }
}

package io.camelgenai.component.operation;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=attach}: gives the exchange the events of a generation that exists. */
public final class AttachOperation implements OperationHandler {

    private final OperationContext context;

    public AttachOperation(OperationContext setting) {
        this.context = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return new StreamBody(context, context.named(exchange)).openInto(exchange, null);
    }
}

package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=get}: polls the state of a generation once. */
record GetOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return context.calls()
                .get(context.named(exchange))
                .thenAccept(state -> ExchangeOutput.result(exchange.getMessage(), state));
    }
}

package io.camelgenai.component.operation;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=await}: waits until a generation is terminal, by its id, whoever created it. */
record AwaitOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return new CompletionStep(context).pollAndAwaitInto(exchange, context.named(exchange));
    }
}

package io.camelgenai.component.operation;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=await}: waits until a generation is terminal, by its id, whoever created it. */
record AwaitOperation(OperationContext context) implements OperationHandler {

    /** Polls once first, so that an unknown id fails at once. */
    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return context.calls().getIfSupported(context.named(exchange)).thenCompose(known -> new CompletionStep(context)
                .awaitInto(exchange, known, null));
    }
}

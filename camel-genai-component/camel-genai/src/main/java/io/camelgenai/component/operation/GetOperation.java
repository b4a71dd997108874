package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=get}: asks for the present state once. */
public final class GetOperation implements OperationHandler {

    private final OperationContext context;

    public GetOperation(OperationContext setting) {
        this.context = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ProviderCalls.get(context, context.named(exchange)).thenAccept(seen -> deliver(exchange, seen));
    }

    static void deliver(Exchange exchange, Generation seen) {
        exchange.getMessage().setBody(seen);
        ExchangeOutput.generation(exchange.getMessage(), seen);
    }
}

package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=track}: hands a generation that was created elsewhere to the consumers of the channel. */
record TrackOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return context.calls()
                .getIfSupported(context.named(exchange))
                .thenAccept(state -> track(exchange, withModel(state)));
    }

    private void track(Exchange exchange, Generation known) {
        context.tracker().adopt(known, context.input().origin(exchange.getMessage(), known.model()), null);
        ExchangeOutput.result(exchange.getMessage(), known);
    }

    private Generation withModel(Generation state) {
        String model = context.configuration().getModel();
        return model == null || state.model() != null
                ? state
                : state.with().model(model).build();
    }
}

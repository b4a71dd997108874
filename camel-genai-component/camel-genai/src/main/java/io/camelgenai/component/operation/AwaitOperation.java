package io.camelgenai.component.operation;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=await}: waits for the end of a generation by id, whoever created it. */
public final class AwaitOperation implements OperationHandler {

    private final OperationContext context;
    private final CompletionStep completion;

    public AwaitOperation(OperationContext setting) {
        this.context = setting;
        this.completion = new CompletionStep(setting);
    }

    /** A first look tells at once when there is no such generation. */
    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ProviderCalls.getIfSupported(context, context.named(exchange))
                .thenCompose(seen -> completion.awaitInto(exchange, seen, null));
    }
}

package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=delete}: deletes; what is gone already is no error. The body stays as it is. */
public final class DeleteOperation implements OperationHandler {

    private final OperationContext context;

    public DeleteOperation(OperationContext setting) {
        this.context = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = context.named(exchange);
        return ProviderCalls.retry(
                        context,
                        ProviderCalls.isRepeatable(
                                context.client().descriptor().calls().delete()),
                        () -> delete(named))
                .thenAccept(gone -> {
                    exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, gone.id());
                    exchange.getMessage().setHeader(GenAiConstants.PROVIDER, gone.provider());
                });
    }

    private Generation delete(Generation named) {
        try {
            context.client().delete(String.valueOf(named.id()));
        } catch (GenAiHttpException e) {
            if (!ProviderCalls.isUnknown(e)) {
                throw e;
            }
        }
        return named;
    }
}

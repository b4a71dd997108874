package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=delete}: deletes a generation; one that is already gone is no error. The body stays as it is. */
record DeleteOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = context.named(exchange);
        return context.calls()
                .retry(context.provider().delete(), () -> delete(named))
                .thenAccept(deleted -> {
                    exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, deleted.id());
                    exchange.getMessage().setHeader(GenAiConstants.PROVIDER, deleted.provider());
                });
    }

    private Generation delete(Generation named) {
        try {
            context.client().delete(named);
        } catch (GenAiHttpException e) {
            if (e.getFailureKind() != FailureKind.GONE) {
                throw e;
            }
        }
        return named;
    }
}

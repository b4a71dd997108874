package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderOperations.Cancel;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=cancel}: cancels a generation and returns the state that then holds, whatever it is. */
record CancelOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = context.named(exchange);
        Cancel cancel = context.provider().cancel();
        CompletionStage<Generation> result = cancel == null
                ? context.calls()
                        .getIfSupported(named)
                        .exceptionally(failure -> ifUnavailable(named, failure))
                        .thenApply(state -> state.isTerminal() ? state : stopTracking(state))
                : context.calls()
                        .retry(cancel.call(), () -> cancel(cancel, named))
                        .thenCompose(sent -> context.calls()
                                .getIfSupported(sent)
                                .exceptionally(failure -> canceledIfGone(cancel, sent, failure)));
        return result.thenAccept(state -> ExchangeOutput.result(exchange.getMessage(), state));
    }

    /** An id that the provider does not know is an error; one that cannot be polled now is still no longer tracked. */
    private static Generation ifUnavailable(Generation named, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiException failed && failed.getFailureKind() == FailureKind.GONE) {
            throw failed;
        }
        return named;
    }

    /** Without a remote cancel nothing proves that the job stopped: the state is INCOMPLETE, unless it is terminal already. */
    private Generation stopTracking(Generation named) {
        GenerationError why = new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: the stream was closed, and the generation is no longer tracked",
                true);
        Generation known = context.tracker()
                .stopTracking(context.configuration().flow(), String.valueOf(named.id()), why)
                .orElseThrow(() -> nothingFound(named));
        return known.isTerminal()
                ? known
                : known.with().status(GenerationStatus.INCOMPLETE).error(why).build();
    }

    private static GenAiException nothingFound(Generation named) {
        return new GenAiException(
                "Nothing was canceled: " + named.provider() + " has no cancel, and generation " + named.id()
                        + " was not found here. No stream of it is open and it is not tracked over this connection: it may be over,"
                        + " or may have been created elsewhere. Check the generation id and the option connection",
                Where.generation(named.provider(), named.id()),
                null);
    }

    /** A generation that is already terminal counts as canceled. */
    private Generation cancel(Cancel cancel, Generation named) {
        try {
            context.client().cancel(named);
        } catch (GenAiHttpException e) {
            if (e.getFailureKind() != FailureKind.CONFLICT && !cancel.isOver(e.getStatusCode(), e.getCode())) {
                throw e;
            }
        }
        return named;
    }

    /** Where a cancel removes the generation, its absence shows that it worked. */
    private static Generation canceledIfGone(Cancel cancel, Generation named, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cancel.deletes() && cause instanceof GenAiException failed && failed.getFailureKind() == FailureKind.GONE) {
            return named.with().status(GenerationStatus.CANCELED).build();
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }
}

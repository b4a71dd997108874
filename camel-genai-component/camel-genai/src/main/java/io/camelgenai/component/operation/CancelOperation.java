package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=cancel}: cancels, and tells the state that then holds, whatever it is. */
public final class CancelOperation implements OperationHandler {

    private static final int CONFLICT = 409;

    private final OperationContext context;

    public CancelOperation(OperationContext setting) {
        this.context = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = context.named(exchange);
        if (context.client().descriptor().calls().cancel() == null) {
            return ProviderCalls.getIfSupported(context, named)
                    .exceptionally(failure -> ifUnavailable(named, failure))
                    .thenAccept(seen -> GetOperation.deliver(exchange, seen.isTerminal() ? seen : stopTracking(seen)));
        }
        return ProviderCalls.retry(
                        context,
                        ProviderCalls.isRepeatable(
                                context.client().descriptor().calls().cancel()),
                        () -> cancel(named))
                .thenCompose(asked -> ProviderCalls.getIfSupported(context, asked))
                .thenAccept(seen -> GetOperation.deliver(exchange, seen));
    }

    /** An id that the provider does not know is an error; one that can not be asked for now is looked away from all the same. */
    private static Generation ifUnavailable(Generation named, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiHttpException http && ProviderCalls.isUnknown(http)) {
            throw http;
        }
        return named;
    }

    /** Where nothing can be canceled, nothing proves that the job stopped: we only look away. */
    private Generation stopTracking(Generation named) {
        String id = String.valueOf(named.id());
        GenerationError why = new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: its stream was closed, and it is not followed any more",
                true);
        String connection = context.configuration().connectionName();
        Optional<Generation> watched = context.runtime().tracked().declareIncomplete(connection, id, why);
        Optional<Generation> held = context.runtime().streams().declareIncomplete(connection, id, why);
        if (watched.isEmpty() && held.isEmpty()) {
            context.runtime().repository().requestStop(origin(), id);
        }
        Generation known = watched.or(() -> held).orElse(named);
        return known.with().status(GenerationStatus.INCOMPLETE).error(why).build();
    }

    private Origin origin() {
        GenAiConfiguration configuration = context.configuration();
        return new Origin(
                configuration.getProvider(),
                null,
                configuration.connectionName(),
                configuration.getChannel(),
                null,
                Map.of());
    }

    /** A generation that has ended already is as good as canceled. */
    private Generation cancel(Generation named) {
        try {
            context.client().cancel(String.valueOf(named.id()));
        } catch (GenAiHttpException e) {
            if (e.getStatusCode() != CONFLICT) {
                throw e;
            }
        }
        return named;
    }
}

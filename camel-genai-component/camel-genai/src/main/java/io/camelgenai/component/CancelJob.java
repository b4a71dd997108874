package io.camelgenai.component;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=cancel}: cancels, and tells the state that then holds, whatever it is. */
final class CancelJob implements Job {

    private static final int CONFLICT = 409;

    private final Setting setting;

    CancelJob(Setting setting) {
        this.setting = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = setting.named(exchange);
        if (setting.client().descriptor().calls().cancel() == null) {
            return ById.lookIfPossible(setting, named)
                    .exceptionally(failure -> ifNotSeen(named, failure))
                    .thenAccept(seen -> GetJob.deliver(exchange, seen.isTerminal() ? seen : stopFollowing(seen)));
        }
        return ById.repeat(
                        setting,
                        ById.isRepeatable(setting.client().descriptor().calls().cancel()),
                        () -> cancel(named))
                .thenCompose(asked -> ById.lookIfPossible(setting, asked))
                .thenAccept(seen -> GetJob.deliver(exchange, seen));
    }

    /** An id that the provider does not know is an error; one that can not be asked for now is looked away from all the same. */
    private static Generation ifNotSeen(Generation named, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiHttpException http && ById.isUnknown(http)) {
            throw http;
        }
        return named;
    }

    /** Where nothing can be canceled, nothing proves that the job stopped: we only look away. */
    private Generation stopFollowing(Generation named) {
        String id = String.valueOf(named.id());
        GenerationError why = new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: its stream was closed, and it is not followed any more",
                true);
        String connection = setting.configuration().connectionName();
        Optional<Generation> watched = setting.runtime().watched().abandon(connection, id, why);
        Optional<Generation> held = setting.runtime().streams().abandon(connection, id, why);
        if (watched.isEmpty() && held.isEmpty()) {
            setting.runtime().repository().askToStop(place(), id);
        }
        Generation known = watched.or(() -> held).orElse(named);
        return known.with().status(GenerationStatus.INCOMPLETE).error(why).build();
    }

    private Origin place() {
        GenAiConfiguration configuration = setting.configuration();
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
            setting.client().cancel(String.valueOf(named.id()));
        } catch (GenAiHttpException e) {
            if (e.getStatusCode() != CONFLICT) {
                throw e;
            }
        }
        return named;
    }
}

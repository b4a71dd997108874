package io.camelgenai.component.operation;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code operation=generate}: the exchange goes on with the end. */
public final class GenerateOperation implements OperationHandler {

    private final OperationContext context;
    private final IdempotentCreate create;
    private final CompletionStep completion;

    public GenerateOperation(OperationContext setting) {
        this.context = setting;
        this.create = new IdempotentCreate(setting);
        this.completion = new CompletionStep(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean late = context.client().descriptor().calls().create().maxWait() != null;
        return create.create(exchange, origin -> late).thenCompose(made -> untilEnd(exchange, made));
    }

    private CompletionStage<?> untilEnd(Exchange exchange, CreatedGeneration made) {
        TrackedGeneration tracked = made.tracked();
        AtomicReference<Generation> last = new AtomicReference<>(tracked.generation());
        if (made.own()) {
            ExchangeCompletion.with(exchange, context.runtime(), tracked, last::get);
        }
        return whole(tracked)
                .thenCompose(known -> completion.awaitInto(exchange, known, made.stream()))
                .whenComplete((seen, failure) -> note(exchange, seen, last));
    }

    /** Of what was acknowledged before, little is kept: the provider may know the rest. */
    private CompletableFuture<Generation> whole(TrackedGeneration tracked) {
        Generation known = tracked.generation();
        return tracked.state() == State.ACKNOWLEDGED && known.isTerminal()
                ? ProviderCalls.getIfSupported(context, known).exceptionally(gone -> known)
                : CompletableFuture.completedFuture(known);
    }

    /** An end that made the exchange fail stands in its body all the same. */
    private static void note(Exchange exchange, @Nullable Generation seen, AtomicReference<Generation> last) {
        Object body = exchange.getMessage().getBody();
        if (seen != null) {
            last.set(seen);
        } else if (body instanceof Generation failed) {
            last.set(failed);
        }
    }
}

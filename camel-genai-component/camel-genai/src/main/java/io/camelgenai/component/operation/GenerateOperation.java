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

/** {@code operation=generate}: the exchange continues with the terminal generation. */
record GenerateOperation(OperationContext context) implements OperationHandler {

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean byStream = context.provider().create().maxWait() != null;
        return IdempotentCreate.create(context, exchange, origin -> byStream)
                .thenCompose(created -> untilTerminal(exchange, created));
    }

    private CompletionStage<?> untilTerminal(Exchange exchange, CreatedGeneration created) {
        TrackedGeneration tracked = created.tracked();
        AtomicReference<Generation> last = new AtomicReference<>(ExchangeCompletion.lastSeen(exchange, tracked));
        if (created.own()) {
            ExchangeCompletion.register(exchange, context, tracked, last::get);
        }
        return (created.own() ? CompletableFuture.completedFuture(last.get()) : whole(tracked))
                .thenCompose(known -> new CompletionStep(context).awaitInto(exchange, known, created.stream()))
                .whenComplete((terminal, failure) -> remember(last, exchange, terminal));
    }

    /** The repository keeps little of an acknowledged generation: the provider may know the rest. */
    private CompletableFuture<Generation> whole(TrackedGeneration tracked) {
        Generation known = tracked.generation();
        return tracked.state() == State.ACKNOWLEDGED && known.isTerminal()
                ? context.completions()
                        .within(context.configuration().getTimeout(), known, cancellation -> context.calls()
                                .getIfSupported(known, cancellation))
                        .exceptionally(unavailable -> known)
                : CompletableFuture.completedFuture(known);
    }

    /** A terminal generation that makes the exchange fail is in its body nevertheless. */
    private static void remember(AtomicReference<Generation> last, Exchange exchange, @Nullable Generation terminal) {
        if (terminal != null) {
            last.set(terminal);
        } else if (exchange.getMessage().getBody() instanceof Generation failed) {
            last.set(failed);
        }
    }
}

package io.camelgenai.component.operation;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
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
        Generation seen = ExchangeCompletion.lastSeen(exchange, tracked);
        AtomicReference<Generation> last = new AtomicReference<>(seen);
        CompletionStage<Generation> terminal;
        if (created.own()) {
            ExchangeCompletion.register(exchange, context, tracked, last::get);
            terminal = new CompletionStep(context).awaitInto(exchange, seen, created.stream());
        } else {
            terminal = new ExistingGeneration(context, tracked).awaitInto(exchange);
        }
        return terminal.whenComplete((generation, failure) -> remember(last, exchange, generation));
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

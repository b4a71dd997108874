package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=create}: the exchange goes on with the id; the consumers of the channel hear of the rest. */
public final class CreateOperation implements OperationHandler {

    private final OperationContext context;
    private final IdempotentCreate create;

    public CreateOperation(OperationContext setting) {
        this.context = setting;
        this.create = new IdempotentCreate(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        return create.create(exchange, this::byStream).thenAccept(made -> proceed(exchange, made));
    }

    /** The stream is opened where somebody wants its events, and where nothing else gives an id before the end. */
    private boolean byStream(Origin origin) {
        boolean late = context.client().descriptor().calls().create().maxWait() != null;
        return late
                ? context.runtime().tracker().hasConsumer(origin)
                : context.client().descriptor().calls().stream() == null
                        && context.runtime().tracker().hasObserver(origin);
    }

    private void proceed(Exchange exchange, CreatedGeneration made) {
        Generation created = made.tracked().generation();
        exchange.getMessage().setBody(created);
        ExchangeOutput.generation(exchange.getMessage(), created);
        context.runtime().tracker().track(made);
    }
}

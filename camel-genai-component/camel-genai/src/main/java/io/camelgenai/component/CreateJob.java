package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.Made;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=create}: the exchange goes on with the id; the consumers of the channel hear of the rest. */
final class CreateJob implements Job {

    private final Setting setting;
    private final CreateStep step;

    CreateJob(Setting setting) {
        this.setting = setting;
        this.step = new CreateStep(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        return step.create(exchange, this::byStream).thenAccept(made -> goOn(exchange, made));
    }

    /** The stream is opened where somebody wants its events, and where nothing else gives an id before the end. */
    private boolean byStream(Origin origin) {
        boolean late = setting.client().descriptor().calls().create().held() != null;
        return late
                ? setting.runtime().tracker().isListenedTo(origin)
                : setting.client().descriptor().calls().stream() == null
                        && setting.runtime().tracker().isObserved(origin);
    }

    private void goOn(Exchange exchange, Made made) {
        Generation created = made.tracked().generation();
        exchange.getMessage().setBody(created);
        ExchangeOutput.generation(exchange.getMessage(), created);
        setting.runtime().tracker().follow(made);
    }
}

package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.TrackedGeneration;
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
        return step.create(exchange).thenAccept(tracked -> goOn(exchange, tracked));
    }

    private void goOn(Exchange exchange, TrackedGeneration tracked) {
        Generation created = tracked.generation();
        exchange.getMessage().setBody(created);
        ExchangeOutput.generation(exchange.getMessage(), created);
        setting.runtime().tracker().follow(tracked);
    }
}

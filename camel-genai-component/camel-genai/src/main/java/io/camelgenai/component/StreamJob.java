package io.camelgenai.component;

import io.camelgenai.tracking.Made;
import io.camelgenai.tracking.TrackedGeneration;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=stream}: creates, and gives the exchange the events as they arrive. */
final class StreamJob implements Job {

    private final Setting setting;
    private final CreateStep step;

    StreamJob(Setting setting) {
        this.setting = setting;
        this.step = new CreateStep(setting);
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) throws Exception {
        boolean withCreate = setting.client().descriptor().calls().stream() == null;
        return step.create(exchange, origin -> withCreate).thenCompose(made -> open(exchange, made));
    }

    private CompletionStage<?> open(Exchange exchange, Made made) {
        TrackedGeneration tracked = made.tracked();
        StreamBody body = new StreamBody(setting, tracked.generation());
        if (made.own()) {
            Settlement.with(exchange, setting.runtime(), tracked, body::soFar);
        }
        return body.into(exchange, made.opened());
    }
}

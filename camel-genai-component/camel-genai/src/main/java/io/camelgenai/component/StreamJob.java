package io.camelgenai.component;

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
        return step.create(exchange).thenCompose(tracked -> open(exchange, tracked));
    }

    private CompletionStage<?> open(Exchange exchange, TrackedGeneration tracked) {
        StreamBody body = new StreamBody(setting, tracked.generation());
        if (Settlement.isOwn(tracked)) {
            Settlement.with(exchange, setting.runtime(), tracked, body::soFar);
        }
        return body.into(exchange);
    }
}

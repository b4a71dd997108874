package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=track}: hands a generation that was created elsewhere to the consumers of the channel. */
final class TrackJob implements Job {

    private final Setting setting;

    TrackJob(Setting setting) {
        this.setting = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ById.lookIfPossible(setting, setting.named(exchange)).thenAccept(seen -> track(exchange, seen));
    }

    private void track(Exchange exchange, Generation seen) {
        Generation known = setting.configuration().getModel() == null || seen.model() != null
                ? seen
                : seen.with().model(setting.configuration().getModel()).build();
        setting.runtime().tracker().adopt(known, setting.input().origin(exchange.getMessage(), known.model()), null);
        GetJob.deliver(exchange, known);
    }
}

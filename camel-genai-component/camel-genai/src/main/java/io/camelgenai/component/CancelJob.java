package io.camelgenai.component;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
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
        return ById.repeat(
                        setting,
                        ById.isRepeatable(setting.client().descriptor().calls().cancel()),
                        () -> cancel(named))
                .thenCompose(asked -> ById.look(setting, asked))
                .thenAccept(seen -> GetJob.deliver(exchange, seen));
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

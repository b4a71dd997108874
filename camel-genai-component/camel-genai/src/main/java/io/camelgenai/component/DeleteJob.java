package io.camelgenai.component;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=delete}: deletes; what is gone already is no error. The body stays as it is. */
final class DeleteJob implements Job {

    private final Setting setting;

    DeleteJob(Setting setting) {
        this.setting = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        Generation named = setting.named(exchange);
        return ById.repeat(
                        setting,
                        ById.isRepeatable(setting.client().descriptor().calls().delete()),
                        () -> delete(named))
                .thenAccept(gone -> {
                    exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, gone.id());
                    exchange.getMessage().setHeader(GenAiConstants.PROVIDER, gone.provider());
                });
    }

    private Generation delete(Generation named) {
        try {
            setting.client().delete(String.valueOf(named.id()));
        } catch (GenAiHttpException e) {
            if (!ById.isUnknown(e)) {
                throw e;
            }
        }
        return named;
    }
}

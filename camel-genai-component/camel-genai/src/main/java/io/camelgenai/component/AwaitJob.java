package io.camelgenai.component;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=await}: waits for the end of a generation by id, whoever created it. */
final class AwaitJob implements Job {

    private final Setting setting;
    private final EndOfGeneration end;

    AwaitJob(Setting setting) {
        this.setting = setting;
        this.end = new EndOfGeneration(setting);
    }

    /** A first look tells at once when there is no such generation. */
    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ById.lookIfPossible(setting, setting.named(exchange))
                .thenCompose(seen -> end.into(exchange, seen, null));
    }
}

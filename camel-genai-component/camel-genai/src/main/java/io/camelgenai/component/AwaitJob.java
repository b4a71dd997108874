package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletableFuture;
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
        Generation named = setting.named(exchange);
        CompletableFuture<Generation> known =
                setting.client().descriptor().calls().get() == null
                        ? CompletableFuture.completedFuture(named)
                        : ById.look(setting, named);
        return known.thenCompose(seen -> end.into(exchange, seen, null));
    }
}

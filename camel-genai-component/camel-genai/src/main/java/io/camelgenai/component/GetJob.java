package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=get}: asks for the present state once. */
final class GetJob implements Job {

    private final Setting setting;

    GetJob(Setting setting) {
        this.setting = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return ById.look(setting, setting.named(exchange)).thenAccept(seen -> deliver(exchange, seen));
    }

    static void deliver(Exchange exchange, Generation seen) {
        exchange.getMessage().setBody(seen);
        ExchangeOutput.generation(exchange.getMessage(), seen);
    }
}

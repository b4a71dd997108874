package io.camelgenai.component;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** {@code operation=attach}: gives the exchange the events of a generation that exists. */
final class AttachJob implements Job {

    private final Setting setting;

    AttachJob(Setting setting) {
        this.setting = setting;
    }

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        return new StreamBody(setting, setting.named(exchange)).into(exchange, null);
    }
}

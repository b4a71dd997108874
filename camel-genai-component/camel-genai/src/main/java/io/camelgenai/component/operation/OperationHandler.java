package io.camelgenai.component.operation;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiRuntime;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.generation.Generation;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * One thing that a producer can do with an exchange. It runs on a worker, where it may wait for storage, and completes on a
 * worker.
 */
public interface OperationHandler {

    /** Does it. */
    CompletionStage<?> perform(Exchange exchange) throws Exception;

    /**
     * What the jobs of one producer share.
     *
     * @param configuration the endpoint's options
     * @param input reads the exchange
     * @param runtime all that runs
     * @param place a name for the endpoint that shows nothing of it
     */
    record OperationContext(GenAiConfiguration configuration, ExchangeInput input, GenAiRuntime runtime, String place) {

        ProviderClient client() {
            return runtime.client(configuration.connectionName());
        }

        /** The generation that the exchange names, of which nothing else is known yet. */
        Generation named(Exchange exchange) {
            Message message = exchange.getMessage();
            return Generation.of(configuration.getProvider())
                    .id(input.generationId(message))
                    .build();
        }
    }
}

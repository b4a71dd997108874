package io.camelgenai.component.operation;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.ProviderOperations;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.create.GenerationCreator;
import io.camelgenai.tracking.observe.CompletionWaiter;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.ObservationThreads;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;

/**
 * The collaborators that the operations of one producer share.
 *
 * @param configuration the endpoint's options
 * @param endpointId identifies the endpoint, also across producers, and shows nothing of its URI
 * @param input reads the exchange
 * @param clients the clients of all connections
 * @param retries retries calls
 * @param creator creates generations
 * @param completions waits for terminal generations
 * @param tracker tracks generations for the consumers
 * @param streams the streams that routes read themselves
 * @param threads the threads that wait for providers
 * @param control runs writes that nobody waits for
 * @param consumers warns where nothing receives what is created
 * @param time the clock
 */
public record OperationContext(
        GenAiConfiguration configuration,
        String endpointId,
        ExchangeInput input,
        ProviderClients clients,
        RetryExecutor retries,
        GenerationCreator creator,
        CompletionWaiter completions,
        Tracker tracker,
        LiveObservations streams,
        ObservationThreads threads,
        Executor control,
        ConsumerCheck consumers,
        Time time) {

    /** The client of the endpoint's connection. */
    ProviderClient client() {
        return clients.get(configuration.connectionName());
    }

    /**
     * Whether an exchange that is refused now, before anything is sent for it, has provably created nothing here: it is not the
     * repetition of a create that may have, and has no idempotency key under which an earlier exchange may have.
     */
    public boolean hasCreatedNothing(Exchange exchange) {
        return input.requestsCreate(exchange.getMessage())
                && !input.hasIdempotencyKey(exchange.getMessage())
                && IdempotentCreate.repeated(this, exchange) == null;
    }

    /** Calls about existing generations over the endpoint's connection. */
    ProviderCalls calls() {
        return new ProviderCalls(client(), retries);
    }

    /** The operations that the provider has. */
    ProviderOperations provider() {
        return client().descriptor().operations();
    }

    /** The generation that the exchange names by its id; nothing else is known of it. */
    Generation named(Exchange exchange) {
        return Generation.of(configuration.getProvider())
                .id(input.generationId(exchange.getMessage()))
                .model(input.model(exchange.getMessage()))
                .build();
    }
}

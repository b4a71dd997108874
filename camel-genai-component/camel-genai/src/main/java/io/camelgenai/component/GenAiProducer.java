package io.camelgenai.component;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.consumer.RouteCall;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.message.FailureProperties;
import io.camelgenai.component.operation.OperationContext;
import io.camelgenai.component.operation.OperationHandler;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.tracking.observe.ObservationThreads;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Performs operations on the component's threads. It never blocks the calling thread. */
public class GenAiProducer extends DefaultAsyncProducer {

    private static final int MAX_ARTIFACTS = 1_000_000;

    private final GenAiEndpoint endpoint;
    private final ExchangeInput input;
    private final Map<Operation, OperationHandler> handlers = new EnumMap<>(Operation.class);
    private @Nullable GenAiThreads threads;
    private @Nullable OperationContext operations;
    private @Nullable ObservationThreads streams;
    private @Nullable ProviderClients clients;

    GenAiProducer(GenAiEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.input = new ExchangeInput(endpoint.getCamelContext(), endpoint.getConfiguration(), endpoint.provider());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.use();
        try {
            begin(endpoint.getConfiguration());
        } catch (RuntimeException e) {
            endpoint.refuse();
            throw e;
        }
    }

    private void begin(GenAiConfiguration configuration) {
        configuration.getOperation().requireOf(endpoint.provider());
        configuration.requireNames();
        OptionValidation.requireDuration("The option timeout", configuration.getTimeout());
        OptionValidation.requireDuration("The option artifactTimeout", configuration.getArtifactTimeout());
        OptionValidation.requireNumber("The option artifact", configuration.getArtifact(), 0, MAX_ARTIFACTS);
        OptionValidation.requireNumber(
                "The option maxArtifactSize", configuration.getMaxArtifactSize(), 1, Long.MAX_VALUE);
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        clients = runtime.clients();
        if (configuration.getOperation() == Operation.webhook) {
            client().webhooks().requireUsable();
        } else {
            client();
        }
        runtime.health().producerStarted(configuration.connectionName());
        threads = runtime.threads();
        OperationContext context = runtime.operations(configuration, endpointId(), input);
        operations = context;
        streams = context.threads();
        for (Operation each : Operation.values()) {
            handlers.put(each, OperationHandler.of(each, context));
        }
    }

    /** Each time, since the options of a connection may change. */
    private ProviderClient client() {
        return Objects.requireNonNull(clients).get(endpoint.getConfiguration().connectionName());
    }

    @Override
    protected void doStop() throws Exception {
        GenAiRuntime runtime = endpoint.getComponent().runtimeIfStarted();
        if (runtime != null) {
            runtime.health().producerStopped(endpoint.getConfiguration().connectionName());
        }
        endpoint.release();
        super.doStop();
    }

    /** The same for each producer of the endpoint, of which there may be one per exchange. A hash, since a URI may be secret. */
    private String endpointId() {
        return Integer.toHexString(endpoint.getEndpointUri().hashCode());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        GenAiThreads workers = Objects.requireNonNull(threads, "The producer is not started");
        if (!workers.calls().reserve()) {
            GenAiException refused = new GenAiException(
                    "Too much is in flight: the exchange was refused before anything was sent",
                    GenAiException.Where.provider(endpoint.provider().name()),
                    null);
            if (Objects.requireNonNull(operations).hasCreatedNothing(exchange)) {
                refused.proveNothingCreated();
            }
            fail(exchange, false, refused);
            callback.done(true);
            return true;
        }
        new Visit(workers, exchange, callback).start();
        return false;
    }

    /** One exchange, from the thread that brings it to the thread on which its route continues. */
    private final class Visit {

        private final GenAiThreads threads;
        private final Exchange exchange;
        private final AsyncCallback callback;
        private CompletableFuture<?> outcome = new CompletableFuture<>();
        private boolean creates;

        Visit(GenAiThreads threads, Exchange exchange, AsyncCallback callback) {
            this.threads = threads;
            this.exchange = exchange;
            this.callback = callback;
        }

        /** A webhook is no call to the provider, and is answered at once: it does not wait for such calls. */
        void start() {
            if (input.isWebhook(exchange.getMessage())) {
                threads.calls().execute(() -> {
                    call();
                    afterCall();
                });
            } else {
                client().calls().run(this::call, this::afterCall, threads.calls());
            }
        }

        private void call() {
            outcome = perform().toCompletableFuture();
        }

        private CompletionStage<?> perform() {
            try {
                Operation operation = input.operation(exchange.getMessage());
                creates = operation.creates();
                return Objects.requireNonNull(handlers.get(operation)).perform(exchange);
            } catch (Throwable e) { // an Error too: the exchange would never complete without its callback
                return CompletableFuture.failedFuture(e);
            }
        }

        /** The route of an exchange whose outcome is known continues on this thread. */
        private void afterCall() {
            if (outcome.isDone() && !isStream()) {
                threads.calls().continueAs(threads.routes(), this::resumeAndUnreserve);
            } else {
                threads.calls().unreserve();
                outcome.whenComplete((done, failure) -> resumeElsewhere());
            }
        }

        /**
         * A route that is about to read a stream continues on the thread of the stream; on another one for streams, where that
         * was quicker than this exchange.
         */
        private void resumeElsewhere() {
            if (!isStream()) {
                threads.routes().execute(this::resume);
            } else if (ObservationThreads.isCurrent()) {
                resume();
            } else {
                resumeOnStreamThread();
            }
        }

        private void resumeOnStreamThread() {
            try {
                Objects.requireNonNull(streams).start(this::resume);
            } catch (RuntimeException noThread) {
                threads.routes().execute(this::resume);
            }
        }

        private boolean isStream() {
            return !outcome.isCompletedExceptionally() && exchange.getMessage().getBody() instanceof GenerationStream;
        }

        private void resumeAndUnreserve() {
            try {
                resume();
            } finally {
                threads.calls().unreserve();
            }
        }

        private void resume() {
            outcome.whenComplete((done, failure) -> {
                if (failure != null) {
                    fail(exchange, creates, failure);
                }
            });
            try {
                callback.done(false);
            } catch (Error e) {
                RouteCall.failed(exchange, e);
            }
        }
    }

    private void fail(Exchange exchange, boolean creates, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ExchangeOutput.failure(exchange.getMessage(), endpoint.provider().name(), creates, cause);
        FailureProperties.set(exchange, cause);
        exchange.setException(cause);
    }
}

package io.camelgenai.component;

import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.consumer.RouteCall;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.operation.OperationContext;
import io.camelgenai.component.operation.OperationHandler;
import io.camelgenai.generation.GenAiException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Performs operations on the component's threads. It never blocks the calling thread. */
public class GenAiProducer extends DefaultAsyncProducer {

    private final GenAiEndpoint endpoint;
    private final ExchangeInput input;
    private final Map<Operation, OperationHandler> handlers = new EnumMap<>(Operation.class);
    private @Nullable BoundedExecutor executor;

    GenAiProducer(GenAiEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.input = new ExchangeInput(endpoint.getCamelContext(), endpoint.getConfiguration(), endpoint.provider());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        GenAiConfiguration configuration = endpoint.getConfiguration();
        configuration.getOperation().requireOf(endpoint.provider());
        OptionValidation.requireDuration("The option timeout", configuration.getTimeout());
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        runtime.clients().get(configuration.connectionName());
        runtime.health().producerStarted(configuration.connectionName());
        executor = runtime.executor();
        OperationContext context = runtime.operations(configuration, endpointId(), input);
        for (Operation each : Operation.values()) {
            handlers.put(each, OperationHandler.of(each, context));
        }
    }

    @Override
    protected void doStop() throws Exception {
        GenAiRuntime runtime = endpoint.getComponent().runtimeIfStarted();
        if (runtime != null) {
            runtime.health().producerStopped(endpoint.getConfiguration().connectionName());
        }
        super.doStop();
    }

    /** The same for each producer of the endpoint, of which there may be one per exchange. A hash, since a URI may be secret. */
    private String endpointId() {
        return Integer.toHexString(endpoint.getEndpointUri().hashCode());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Objects.requireNonNull(executor, "The producer is not started").submit(() -> perform(exchange, callback));
            return false;
        } catch (RejectedExecutionException e) {
            exchange.setException(new GenAiException(
                    "Too much is in flight: the exchange was refused before anything was sent",
                    GenAiException.Where.provider(endpoint.provider().name()),
                    e));
            callback.done(true);
            return true;
        }
    }

    private void perform(Exchange exchange, AsyncCallback callback) {
        perform(exchange).whenComplete((done, failure) -> {
            if (failure != null) {
                fail(exchange, failure);
            }
            resume(exchange, callback);
        });
    }

    private CompletionStage<?> perform(Exchange exchange) {
        try {
            Operation operation = input.operation(exchange.getMessage());
            return Objects.requireNonNull(handlers.get(operation)).perform(exchange);
        } catch (Throwable e) { // an Error too: the exchange would never complete without its callback
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void fail(Exchange exchange, Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiException ours) {
            ExchangeOutput.failure(exchange.getMessage(), ours);
        }
        exchange.setException(cause == null ? failure : cause);
    }

    private static void resume(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (Error e) {
            RouteCall.failed(exchange, e);
        }
    }
}

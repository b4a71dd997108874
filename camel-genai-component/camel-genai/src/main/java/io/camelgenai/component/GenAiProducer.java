package io.camelgenai.component;

import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.consumer.RouteCall;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.operation.AttachOperation;
import io.camelgenai.component.operation.AwaitOperation;
import io.camelgenai.component.operation.CancelOperation;
import io.camelgenai.component.operation.CreateOperation;
import io.camelgenai.component.operation.DeleteOperation;
import io.camelgenai.component.operation.GenerateOperation;
import io.camelgenai.component.operation.GetOperation;
import io.camelgenai.component.operation.Operation;
import io.camelgenai.component.operation.OperationHandler;
import io.camelgenai.component.operation.StreamOperation;
import io.camelgenai.component.operation.TrackOperation;
import io.camelgenai.generation.GenAiException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Does what the operation says, on the component's workers. The caller's thread is never held. */
public class GenAiProducer extends DefaultAsyncProducer {

    private static final Map<Operation, Function<OperationHandler.OperationContext, OperationHandler>> HANDLERS =
            Map.of(
                    Operation.generate, GenerateOperation::new,
                    Operation.create, CreateOperation::new,
                    Operation.stream, StreamOperation::new,
                    Operation.attach, AttachOperation::new,
                    Operation.await, AwaitOperation::new,
                    Operation.get, GetOperation::new,
                    Operation.cancel, CancelOperation::new,
                    Operation.delete, DeleteOperation::new,
                    Operation.track, TrackOperation::new);

    private final GenAiEndpoint endpoint;
    private final ExchangeInput input;
    private final Map<Operation, OperationHandler> handlers = new EnumMap<>(Operation.class);

    GenAiProducer(GenAiEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.input = new ExchangeInput(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        GenAiConfiguration configuration = endpoint.getConfiguration();
        configuration.getOperation().requireOf(endpoint.provider());
        OptionValidation.require("The option timeout", OptionValidation.duration(configuration.getTimeout()));
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        runtime.client(configuration.connectionName());
        OperationHandler.OperationContext setting =
                new OperationHandler.OperationContext(configuration, input, runtime, name());
        runtime.health().producerStarted(configuration.connectionName());
        HANDLERS.forEach((operation, job) -> handlers.put(operation, job.apply(setting)));
    }

    @Override
    protected void doStop() throws Exception {
        GenAiRuntime runtime = endpoint.getComponent().runtimeIfStarted();
        if (runtime != null) {
            runtime.health().producerStopped(endpoint.getConfiguration().connectionName());
        }
        super.doStop();
    }

    /** Tells this endpoint from others, also where a producer is made for each exchange; never shows its URI. */
    private String name() {
        return Integer.toHexString(endpoint.getEndpointUri().hashCode());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            endpoint.getComponent().runtime().begin(() -> perform(exchange, callback));
            return false;
        } catch (RejectedExecutionException e) {
            exchange.setException(new GenAiException(
                    "Too much is under way: the exchange was refused before anything was sent",
                    GenAiException.Where.provider(endpoint.provider().name()),
                    e));
            callback.done(true);
            return true;
        }
    }

    private void perform(Exchange exchange, AsyncCallback callback) {
        begin(exchange).whenComplete((done, failure) -> {
            if (failure != null) {
                fail(exchange, failure);
            }
            proceed(exchange, callback);
        });
    }

    private static void proceed(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (Error e) {
            RouteCall.failed(exchange, e);
        }
    }

    private CompletionStage<?> begin(Exchange exchange) {
        try {
            Operation operation = input.operation(exchange.getMessage());
            return Objects.requireNonNull(handlers.get(operation)).perform(exchange);
        } catch (Throwable e) { // an Error too: without its callback the exchange would hang for ever
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void fail(Exchange exchange, Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiException told) {
            ExchangeOutput.failure(exchange.getMessage(), told);
        }
        exchange.setException(cause == null ? failure : cause);
    }
}

package io.camelgenai.component;

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

    private static final Map<Operation, Function<Job.Setting, Job>> JOBS = Map.of(
            Operation.generate, GenerateJob::new,
            Operation.create, CreateJob::new,
            Operation.stream, StreamJob::new,
            Operation.attach, AttachJob::new,
            Operation.await, AwaitJob::new,
            Operation.get, GetJob::new,
            Operation.cancel, CancelJob::new,
            Operation.delete, DeleteJob::new,
            Operation.track, TrackJob::new);

    private final GenAiEndpoint endpoint;
    private final ExchangeInput input;
    private final Map<Operation, Job> jobs = new EnumMap<>(Operation.class);

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
        Allowed.require("The option timeout", Allowed.duration(configuration.getTimeout()));
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        runtime.client(configuration.connectionName());
        Job.Setting setting = new Job.Setting(configuration, input, runtime, place());
        runtime.health().producerStarted(configuration.connectionName());
        JOBS.forEach((operation, job) -> jobs.put(operation, job.apply(setting)));
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
    private String place() {
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
            goOn(exchange, callback);
        });
    }

    private static void goOn(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (Error e) {
            RouteCall.failed(exchange, e);
        }
    }

    private CompletionStage<?> begin(Exchange exchange) {
        try {
            Operation operation = input.operation(exchange.getMessage());
            return Objects.requireNonNull(jobs.get(operation)).perform(exchange);
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

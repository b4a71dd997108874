package io.camelgenai.component;

import io.camelgenai.component.GenAiConfiguration.Emit;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.consumer.AfterStartup;
import io.camelgenai.component.consumer.ConsumerThreads;
import io.camelgenai.component.consumer.Gate;
import io.camelgenai.component.consumer.RouteCall;
import io.camelgenai.component.consumer.WantedStatuses;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.message.GenAiMessage;
import io.camelgenai.component.monitoring.ConsumerHealth;
import io.camelgenai.component.monitoring.ManagedGenAiConsumer;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.deliver.DeliveryRefusedException;
import io.camelgenai.tracking.deliver.RedeliveryPolicy;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the generations of its channel, and gives the route an exchange for each event, or for each end. */
@ManagedResource(description = "Managed GenAI consumer")
public class GenAiConsumer extends DefaultConsumer
        implements Subscriber, Suspendable, ShutdownAware, ManagedGenAiConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(GenAiConsumer.class);
    private static final Duration MAX_REDELIVERY_DELAY = Duration.ofMinutes(5);

    private final GenAiEndpoint endpoint;
    private final GenAiConfiguration configuration;
    private final Subscription subscription;
    private final WantedStatuses statuses;
    private final Gate gate = new Gate();
    private final AfterStartup afterStartup = new AfterStartup();
    private volatile @Nullable ExecutorService threads;

    GenAiConsumer(GenAiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.subscription = new Subscription(
                configuration.getEmit() == Emit.events ? Kind.EVENTS : Kind.TERMINAL,
                endpoint.provider().name(),
                configuration.getModel(),
                configuration.connectionName(),
                configuration.getChannel());
        this.statuses = WantedStatuses.of(configuration.getStatuses());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionValidation.require(
                "The option concurrentConsumers",
                OptionValidation.number(configuration.getConcurrentConsumers(), 1, OptionValidation.MAX_THREADS));
        OptionValidation.require(
                "The option maxDeliveries",
                OptionValidation.number(configuration.getMaxDeliveries(), 1, Integer.MAX_VALUE));
        OptionValidation.require(
                "The option redeliveryDelay", OptionValidation.durationOrNone(configuration.getRedeliveryDelay()));
        endpoint.getComponent().subscribers().add(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        runtime.client(configuration.connectionName());
        HealthCheck health = new ConsumerHealth(runtime.monitoring(), getRouteId(), subscription);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        threads = subscription.kind() == Kind.EVENTS
                ? null
                : ConsumerThreads.start(this, endpoint.getCamelContext(), configuration.getConcurrentConsumers());
        gate.shut();
        afterStartup.perform(endpoint.getCamelContext(), () -> begin(runtime));
    }

    /** Not before the whole context is up: the route may need others that start after it. */
    private void begin(GenAiRuntime runtime) {
        if (!isSuspendingOrSuspended()) {
            gate.open();
            runtime.tracker().consumerStarted(this);
        }
        String named = configuration.getGenerationId();
        if (named != null) {
            runtime.begin(() -> trackNamed(runtime, named));
        }
    }

    private void trackNamed(GenAiRuntime runtime, String id) {
        Generation named = Generation.of(configuration.getProvider())
                .id(id)
                .model(configuration.getModel())
                .build();
        ExchangeInput input = new ExchangeInput(endpoint);
        Message none = endpoint.createExchange().getMessage();
        // Kept after it was acknowledged, so that a restart does not bring it once more.
        Idempotency once = new Idempotency("CamelGenAiGenerationId=" + id, "");
        runtime.tracker().adopt(named, input.origin(none, configuration.getModel()), once);
    }

    @Override
    protected void doSuspend() throws Exception {
        gate.shut();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        gate.open();
        endpoint.getComponent().runtime().tracker().consumerStarted(this);
    }

    @Override
    protected void doStop() throws Exception {
        afterStartup.cancel();
        gate.close();
        ExecutorService own = threads;
        if (own != null) {
            threads = null;
            // What still waited for a thread hears at once, from the closed gate, that it was not taken.
            endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .shutdownNow(own)
                    .forEach(Runnable::run);
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        endpoint.getComponent().subscribers().remove(this);
        GenAiRuntime runtime = endpoint.getComponent().runtimeIfStarted();
        if (runtime != null) {
            runtime.tracker().consumerStopped();
        }
        super.doShutdown();
    }

    /** It is suspended first, so that nothing comes while it waits for what its route is busy with. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask runningTask) {
        return false;
    }

    /** Counts from before Camel knows of the exchange until after its end was noted. */
    @Override
    public int getPendingExchangesSize() {
        return gate.inside();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    @Override
    public String name() {
        String route = getRouteId();
        return route == null ? endpoint.getEndpointUri() + "@" + System.identityHashCode(this) : route;
    }

    @Override
    public Subscription subscription() {
        return subscription;
    }

    @Override
    public @Nullable MonitoringView monitoring() {
        return endpoint.getComponent().monitoring();
    }

    @Override
    public Readiness readiness() {
        return gate.readiness();
    }

    @Override
    public boolean accepts(Generation generation) {
        return statuses.include(generation.status());
    }

    @Override
    public RedeliveryPolicy redelivery() {
        return new RedeliveryPolicy(
                configuration.getMaxDeliveries(), configuration.getRedeliveryDelay(), MAX_REDELIVERY_DELAY);
    }

    @Override
    public int maxInFlight() {
        return configuration.getConcurrentConsumers();
    }

    @Override
    public CompletionStage<Void> deliver(Supplier<Handover> handover) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ExecutorService own = threads;
        if (own == null) {
            begin(handover, done);
            return done;
        }
        try {
            own.execute(() -> process(handover, done));
        } catch (RejectedExecutionException stopped) {
            done.completeExceptionally(new DeliveryRefusedException());
        }
        return done;
    }

    /** Holds its thread until the route is done, so that the number of threads is the number of exchanges. */
    private void process(Supplier<Handover> offered, CompletableFuture<Void> done) {
        Handover handover = admitted(offered, done);
        if (handover != null) {
            Exchange exchange = exchange(handover);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            } catch (Error e) {
                RouteCall.failed(exchange, e);
            }
            finish(exchange, handover, done);
        }
    }

    private void begin(Supplier<Handover> offered, CompletableFuture<Void> done) {
        Handover handover = admitted(offered, done);
        if (handover != null) {
            Exchange exchange = exchange(handover);
            RouteCall call = new RouteCall(() -> finish(exchange, handover, done));
            try {
                getAsyncProcessor().process(exchange, doneSync -> call.isDone());
                call.hasReturned();
            } catch (Error e) {
                RouteCall.failed(exchange, e);
                call.hasThrown();
            }
        }
    }

    /** What is handed over, or null when the route does not take it. */
    private @Nullable Handover admitted(Supplier<Handover> offered, CompletableFuture<Void> done) {
        if (!isAdmitted()) {
            done.completeExceptionally(new DeliveryRefusedException());
            return null;
        }
        try {
            return offered.get();
        } catch (RuntimeException e) {
            gate.leave();
            done.completeExceptionally(e);
            return null;
        }
    }

    /** Events wait while the route is suspended; an end may go to another node meanwhile. */
    private boolean isAdmitted() {
        return subscription.kind() == Kind.EVENTS ? gate.enterWhenOpen() : gate.enter();
    }

    private Exchange exchange(Handover handover) {
        Exchange exchange = createExchange(false);
        CamelContext context = endpoint.getCamelContext();
        exchange.setIn(
                subscription.kind() == Kind.EVENTS
                        ? GenAiMessage.ofEvent(context, handover)
                        : GenAiMessage.ofTerminal(context, handover));
        return exchange;
    }

    private void finish(Exchange exchange, Handover handover, CompletableFuture<Void> done) {
        Exception failure = RouteCall.failureOf(exchange);
        if (failure != null) {
            handle("The route failed on generation " + handover.tracked().id(), exchange, failure);
        }
        releaseExchange(exchange, false);
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
        gate.leave();
    }

    /** Only for a route that wants to handle it: the watch goes on, and health tells who looks there. */
    @Override
    public void pollFailed(TrackedGeneration tracked, GenAiException failure) {
        if (endpoint.isBridgeErrorHandler()) {
            Exchange exchange = createExchange(false);
            ExchangeOutput.generation(exchange.getMessage(), tracked.generation());
            handle("Generation " + tracked.id() + " can not be looked at now", exchange, failure);
            releaseExchange(exchange, false);
        }
    }

    /** A handler of the user's own that fails must not keep the generation from coming again. */
    private void handle(String message, Exchange exchange, Exception failure) {
        try {
            getExceptionHandler().handleException(message, exchange, failure);
        } catch (RuntimeException e) {
            LOG.warn("The exception handler of {} failed", name(), e);
        }
    }
}

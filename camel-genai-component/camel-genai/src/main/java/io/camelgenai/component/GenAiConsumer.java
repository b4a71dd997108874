package io.camelgenai.component;

import io.camelgenai.component.GenAiConfiguration.Emit;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.consumer.Gate;
import io.camelgenai.component.consumer.RouteDelivery;
import io.camelgenai.component.consumer.StartupTask;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.monitoring.ConsumerHealth;
import io.camelgenai.component.monitoring.ManagedGenAiConsumer;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.deliver.RedeliveryPolicy;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.RouteController;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Receives the generations of its channel: one exchange for each event, or for each terminal generation. */
@ManagedResource(description = "Managed GenAI consumer")
public class GenAiConsumer extends DefaultConsumer
        implements Subscriber, Suspendable, ShutdownAware, ManagedGenAiConsumer {

    private static final Duration MAX_REDELIVERY_DELAY = Duration.ofMinutes(5);

    private final GenAiEndpoint endpoint;
    private final GenAiConfiguration configuration;
    private final Subscription subscription;
    private final Set<GenerationStatus> statuses;
    private final Gate gate = new Gate();
    private final RouteDelivery delivery;
    private final StartupTask startup = new StartupTask();

    GenAiConsumer(GenAiEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.subscription = new Subscription(
                configuration.getEmit() == Emit.events ? Kind.EVENTS : Kind.TERMINAL,
                configuration.flow(),
                configuration.getModel());
        this.statuses = terminalStatuses(configuration.getStatuses());
        this.delivery = new RouteDelivery(this, subscription.kind(), gate);
    }

    private static Set<GenerationStatus> terminalStatuses(@Nullable String option) {
        Set<GenerationStatus> all = EnumSet.allOf(GenerationStatus.class);
        all.removeIf(status -> !status.isTerminal());
        if (option == null) {
            return all;
        }
        Set<GenerationStatus> named = EnumSet.noneOf(GenerationStatus.class);
        for (String word : option.split(",")) {
            String name = word.trim().toUpperCase(Locale.ROOT);
            named.add(all.stream()
                    .filter(status -> status.name().equals(name))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("The option statuses names '" + word.trim()
                            + "'; known are COMPLETED, INCOMPLETE, FAILED, CANCELED")));
        }
        return named;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionValidation.requireNumber(
                "The option concurrentConsumers",
                configuration.getConcurrentConsumers(),
                1,
                OptionValidation.MAX_THREADS);
        OptionValidation.requireNumber(
                "The option maxDeliveries", configuration.getMaxDeliveries(), 1, Integer.MAX_VALUE);
        OptionValidation.requireDurationOrZero("The option redeliveryDelay", configuration.getRedeliveryDelay());
        endpoint.getComponent().subscribers().add(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        configuration.requireNames();
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        endpoint.use();
        try {
            runtime.clients().get(configuration.connectionName());
        } catch (RuntimeException e) {
            endpoint.refuse();
            throw e;
        }
        HealthCheck health = new ConsumerHealth(runtime.monitoring(), getRouteId(), subscription);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        startDelivery(runtime);
        gate.shut();
        startup.schedule(endpoint.getCamelContext(), () -> receive(runtime));
    }

    private void startDelivery(GenAiRuntime runtime) {
        delivery.start(configuration.getConcurrentConsumers(), runtime.threads().routes());
    }

    /** Waits for the whole context: the route may need others that start after it. */
    private void receive(GenAiRuntime runtime) {
        if (!isSuspendingOrSuspended()) {
            gate.open();
            runtime.tracker().consumerStarted(this);
        }
        String named = configuration.getGenerationId();
        if (named != null) {
            runtime.threads().executors().control().execute(() -> trackNamed(runtime, named));
        }
    }

    private void trackNamed(GenAiRuntime runtime, String id) {
        Generation named = Generation.of(configuration.getProvider())
                .id(id)
                .model(configuration.getModel())
                .build();
        ExchangeInput input = new ExchangeInput(endpoint.getCamelContext(), configuration, endpoint.provider());
        Message none = endpoint.createExchange().getMessage();
        // Kept after it was acknowledged, so that a restart does not track it again.
        Idempotency once = new Idempotency("CamelGenAiGenerationId=" + id, "");
        runtime.tracker().adopt(named, input.origin(none, configuration.getModel()), once);
    }

    @Override
    protected void doSuspend() throws Exception {
        gate.shut();
        super.doSuspend();
    }

    /**
     * Camel stops a consumer whose route takes longer to suspend than the time limit, and resumes what is suspended only: the
     * consumer, or no more than its processor, would stay stopped.
     */
    @Override
    public boolean isSuspended() {
        return super.isSuspended() || (isStopped() && isRouteSuspended());
    }

    private boolean isRouteSuspended() {
        String route = getRouteId();
        RouteController controller = getEndpoint().getCamelContext().getRouteController();
        return route != null && controller.getRouteStatus(route) == ServiceStatus.Suspended;
    }

    @Override
    public void resume() {
        if (isStopped()) {
            start();
        } else {
            super.resume();
        }
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        ServiceHelper.startService(getProcessor());
        startDelivery(endpoint.getComponent().runtime());
        gate.open();
        endpoint.getComponent().runtime().tracker().consumerStarted(this);
    }

    @Override
    protected void doStop() throws Exception {
        startup.cancel();
        gate.close();
        delivery.stop();
        endpoint.release();
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

    /** The consumer is suspended first, so that it receives nothing while it waits for its route. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask runningTask) {
        return false;
    }

    /** Counts an exchange from before Camel knows of it until after its outcome is recorded. */
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
        return statuses.contains(generation.status());
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
        return delivery.deliver(handover);
    }

    /** Only a bridged error handler receives it: tracking continues, and the health check shows the failure. */
    @Override
    public void pollFailed(TrackedGeneration tracked, GenAiException failure) {
        if (endpoint.isBridgeErrorHandler()) {
            delivery.report("Generation " + tracked.id() + " cannot be polled now", tracked.generation(), failure);
        }
    }
}

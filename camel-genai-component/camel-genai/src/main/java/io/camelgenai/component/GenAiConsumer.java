package io.camelgenai.component;

import io.camelgenai.component.GenAiConfiguration.Emit;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.NotTakenException;
import io.camelgenai.tracking.Redelivery;
import io.camelgenai.tracking.Subscriber;
import io.camelgenai.tracking.Subscription;
import io.camelgenai.tracking.Subscription.Kind;
import io.camelgenai.tracking.TrackedGeneration.Idempotency;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/** Hears of the generations of its channel, and gives the route an exchange for each event, or for each end. */
public class GenAiConsumer extends DefaultConsumer implements Subscriber, Suspendable {

    private static final Duration LONGEST_REDELIVERY_DELAY = Duration.ofMinutes(5);

    private final GenAiEndpoint endpoint;
    private final GenAiConfiguration configuration;
    private final Subscription subscription;
    private final Set<GenerationStatus> statuses;
    private final Gate gate = new Gate();
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
        this.statuses = statuses(configuration.getStatuses());
    }

    private static Set<GenerationStatus> statuses(@Nullable String option) {
        Set<GenerationStatus> wanted = EnumSet.noneOf(GenerationStatus.class);
        for (String word : option == null ? new String[0] : option.split(",")) {
            wanted.add(Arrays.stream(GenerationStatus.values())
                    .filter(each ->
                            each.isTerminal() && each.name().equals(word.trim().toUpperCase(Locale.ROOT)))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("The option statuses names '" + word.trim()
                            + "'; known are COMPLETED, INCOMPLETE, FAILED, CANCELED")));
        }
        return wanted;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (configuration.getConcurrentConsumers() < 1 || configuration.getMaxDeliveries() < 1) {
            throw new IllegalArgumentException("The options concurrentConsumers and maxDeliveries have to be positive");
        }
        if (configuration.getRedeliveryDelay().isNegative()) {
            throw new IllegalArgumentException("The option redeliveryDelay is negative");
        }
        endpoint.getComponent().subscribers().join(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        GenAiRuntime runtime = endpoint.getComponent().runtime();
        runtime.client(configuration.connectionName());
        threads = subscription.kind() == Kind.EVENTS
                ? null
                : endpoint.getCamelContext()
                        .getExecutorServiceManager()
                        .newThreadPool(this, "GenAiConsumer", threadProfile());
        gate.open();
        runtime.tracker().started(this);
        String named = configuration.getGenerationId();
        if (named != null) {
            runtime.begin(() -> followNamed(runtime, named));
        }
    }

    /** What waits for a thread is in the repository, and was counted there. */
    private ThreadPoolProfile threadProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-consumer");
        profile.setPoolSize(configuration.getConcurrentConsumers());
        profile.setMaxPoolSize(configuration.getConcurrentConsumers());
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    private void followNamed(GenAiRuntime runtime, String id) {
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
        endpoint.getComponent().runtime().tracker().started(this);
    }

    @Override
    protected void doStop() throws Exception {
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
        endpoint.getComponent().subscribers().leave(this);
        GenAiRuntime runtime = endpoint.getComponent().runtimeIfStarted();
        if (runtime != null) {
            runtime.tracker().left();
        }
        super.doShutdown();
    }

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
    public Readiness readiness() {
        return gate.readiness();
    }

    @Override
    public boolean wants(Generation generation) {
        return statuses.isEmpty() || statuses.contains(generation.status());
    }

    @Override
    public Redelivery redelivery() {
        return new Redelivery(
                configuration.getMaxDeliveries(), configuration.getRedeliveryDelay(), LONGEST_REDELIVERY_DELAY);
    }

    @Override
    public int atOnce() {
        return configuration.getConcurrentConsumers();
    }

    @Override
    public CompletionStage<Void> take(Supplier<Handover> handover) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ExecutorService own = threads;
        if (own == null) {
            begin(handover, done);
            return done;
        }
        try {
            own.execute(() -> process(handover, done));
        } catch (RejectedExecutionException stopped) {
            done.completeExceptionally(new NotTakenException());
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
            end(exchange, handover, done);
        }
    }

    private void begin(Supplier<Handover> offered, CompletableFuture<Void> done) {
        Handover handover = admitted(offered, done);
        if (handover != null) {
            Exchange exchange = exchange(handover);
            RouteCall call = new RouteCall(() -> end(exchange, handover, done));
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
        try {
            if (isAdmitted()) {
                return offered.get();
            }
            done.completeExceptionally(new NotTakenException());
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return null;
    }

    /** Events wait while the route is suspended; an end may go to another node meanwhile. */
    private boolean isAdmitted() {
        return subscription.kind() == Kind.EVENTS ? gate.pass() : gate.readiness() == Readiness.STARTED;
    }

    private Exchange exchange(Handover handover) {
        Exchange exchange = createExchange(false);
        CamelContext context = endpoint.getCamelContext();
        exchange.setIn(
                subscription.kind() == Kind.EVENTS
                        ? GenAiMessage.ofEvent(context, handover)
                        : GenAiMessage.ofEnd(context, handover));
        return exchange;
    }

    private void end(Exchange exchange, Handover handover, CompletableFuture<Void> done) {
        Exception failure = failureOf(exchange);
        releaseExchange(exchange, false);
        if (failure == null) {
            done.complete(null);
        } else {
            String id = handover.tracked().id();
            getExceptionHandler().handleException("The route failed on generation " + id, failure);
            done.completeExceptionally(failure);
        }
    }

    /** A route that rolls back has not taken it, also where it throws nothing. */
    private static @Nullable Exception failureOf(Exchange exchange) {
        boolean rolledBack = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        return exchange.getException() == null && rolledBack
                ? new RollbackExchangeException("The route rolled back", exchange)
                : exchange.getException();
    }
}

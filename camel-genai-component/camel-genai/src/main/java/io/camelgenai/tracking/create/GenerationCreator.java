package io.camelgenai.tracking.create;

import io.camelgenai.client.CreateCall;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderOperations;
import io.camelgenai.provider.ProviderOperations.CreateStream;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.StreamObservation;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes generations so that none is paid for twice and no id is lost: the intent is stored before the create is sent, its
 * outcome before anybody goes on. Safe for use by several threads; its methods are called on workers.
 */
public final class GenerationCreator {

    private final GenerationRepository repository;
    private final RetryExecutor retries;
    private final Executor executor;
    private final Time time;
    private final GenerationListener listener;
    private final RetryingWriter writer;
    private final PendingCreates pending;
    private final Map<String, CompletableFuture<CreatedGeneration>> inFlight = new ConcurrentHashMap<>();

    /**
     * @param repository what is remembered
     * @param retrying makes the calls
     * @param workers where those who wait for a create go on
     * @param time the clock
     * @param listener hears what was created
     */
    public GenerationCreator(
            GenerationRepository repository,
            RetryExecutor retrying,
            Executor workers,
            Time time,
            GenerationListener listener) {
        this.repository = repository;
        this.retries = retrying;
        this.executor = workers;
        this.time = time;
        this.listener = listener;
        this.writer = new RetryingWriter(workers, time);
        this.pending = new PendingCreates(repository, workers, time, this::create);
    }

    /**
     * Makes a generation, or finds the one that was made for the same idempotency key.
     *
     * @return the generation with its id; or why there is none: a {@link GenerationOutcomeUnknownException} where nobody
     *     knows
     */
    public CompletableFuture<CreatedGeneration> create(NewGeneration request) {
        TrackedGeneration intent = intent(request);
        CompletableFuture<CreatedGeneration> own = new CompletableFuture<>();
        inFlight.put(intent.key(), new CompletableFuture<>());
        TrackedGeneration standing;
        try {
            standing = repository.begin(intent);
        } catch (RuntimeException e) {
            inFlight.remove(intent.key());
            throw e;
        }
        if (!standing.key().equals(intent.key())) {
            inFlight.remove(intent.key());
            return existing(standing, request);
        }
        CreateCall.send(
                        request.client(),
                        new CreateRequest(request.model(), request.body(), intent.clientId()),
                        asked -> created(request, asked),
                        found -> new Created(found, null),
                        retries,
                        time)
                .whenComplete((created, failure) -> complete(request, intent, created, failure, own));
        return own;
    }

    /** What a request gave: the generation, and its stream where the request opened it. */
    private record Created(Generation generation, @Nullable Observation opened) {}

    private Created created(NewGeneration request, CreateRequest asked) {
        CreateStream stream = request.client().descriptor().operations().createStream();
        if (!request.byStream() || stream == null) {
            return new Created(request.client().create(asked), null);
        }
        try {
            Observation opened = StreamObservation.create(request.client(), asked, time);
            return new Created(opened.current(), opened);
        } catch (GenAiHttpException e) {
            if (!stream.fallsBackOn(e.getStatusCode(), e.getCode())) {
                throw e;
            }
            return new Created(request.client().create(asked), null);
        }
    }

    private TrackedGeneration intent(NewGeneration request) {
        Generation asked = Generation.of(request.origin().provider())
                .model(request.model())
                .status(GenerationStatus.QUEUED)
                .build();
        ProviderOperations calls = request.client().descriptor().operations();
        return TrackedGeneration.intent(
                request.origin(),
                request.idempotency(),
                calls.create().idempotency() == null ? "" : UUID.randomUUID().toString(),
                calls.get() == null && calls.stream() == null,
                asked,
                time.now());
    }

    private CompletableFuture<CreatedGeneration> existing(TrackedGeneration standing, NewGeneration request) {
        if (!Objects.equals(standing.idempotency(), request.idempotency())) {
            return CompletableFuture.failedFuture(new GenAiException(
                    "The idempotency key of this create was used for another request to "
                            + request.origin().provider() + ". One key stands for one request: use another key",
                    Where.generation(request.origin().provider(), standing.id()),
                    null));
        }
        CompletableFuture<CreatedGeneration> underWay = inFlight.get(standing.key());
        return underWay == null ? pending.outcome(standing, request) : forAnother(underWay);
    }

    /** Everybody else who waits for a create goes on by itself: a route that takes its time holds no other one up. */
    private CompletableFuture<CreatedGeneration> forAnother(CompletableFuture<CreatedGeneration> underWay) {
        return underWay.thenApplyAsync(CreatedGeneration::forAnother, executor);
    }

    /** Those who wait hear first; the one who asked goes on with its route on this thread. */
    private void complete(
            NewGeneration request,
            TrackedGeneration intent,
            @Nullable Created created,
            @Nullable Throwable failure,
            CompletableFuture<CreatedGeneration> own) {
        CompletableFuture<CreatedGeneration> underWay = Objects.requireNonNull(inFlight.get(intent.key()));
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        try {
            CreatedGeneration made = created == null
                    ? failed(request, intent, Objects.requireNonNull(cause))
                    : accepted(intent, created);
            underWay.complete(made);
            inFlight.remove(intent.key());
            own.complete(made);
        } catch (Throwable e) {
            underWay.completeExceptionally(e);
            inFlight.remove(intent.key());
            own.completeExceptionally(e);
        }
    }

    private CreatedGeneration accepted(TrackedGeneration intent, Created created) {
        if (created.generation().id() == null) {
            writer.write(noteOn(intent), () -> repository.rejected(intent.key()));
            throw new GenerationFailedException(created.generation());
        }
        try {
            TrackedGeneration stored = store(intent, created.generation());
            listener.created(stored);
            return new CreatedGeneration(stored, created.opened(), true);
        } catch (RuntimeException e) {
            if (created.opened() != null) {
                created.opened().close();
            }
            throw e;
        }
    }

    /** What happened reaches the caller also where it can not be stored: it says whether anything may be sent again. */
    private CreatedGeneration failed(NewGeneration request, TrackedGeneration intent, Throwable cause)
            throws Throwable {
        if (cause instanceof GenerationOutcomeUnknownException unknown) {
            writer.write(noteOn(intent), () -> repository.unknown(intent.key(), String.valueOf(unknown.getMessage())));
            listener.outcomeUnknown(intent);
            unknown.with(candidates(request.client()));
        } else {
            writer.write(noteOn(intent), () -> repository.rejected(intent.key()));
        }
        throw cause;
    }

    private static String noteOn(TrackedGeneration intent) {
        return "What became of a create at " + intent.origin().provider();
    }

    /** What a person may look at to settle an unknown outcome. It is no proof, neither way. */
    private static List<Generation> candidates(ProviderClient client) {
        try {
            return client.list();
        } catch (GenAiException unavailable) {
            return List.of();
        }
    }

    /** An id that can not be stored reaches the caller, and is stored as soon as that is possible. */
    private TrackedGeneration store(TrackedGeneration intent, Generation created) {
        try {
            return repository.accepted(intent, created);
        } catch (RuntimeException e) {
            writer.retryLater(
                    "The id " + created.id() + " of a generation at " + created.provider(),
                    () -> acceptedLate(intent, created));
            throw new GenAiException(
                    "Generation " + created.id() + " was created at " + created.provider()
                            + ", but its id could not be stored: it is not followed before it is. Note the id",
                    Where.generation(created.provider(), created.id()),
                    e);
        }
    }

    /** Its exchange has failed, so nobody is responsible for it but the consumers of its channel. */
    private void acceptedLate(TrackedGeneration intent, Generation created) {
        TrackedGeneration stored = repository.accepted(intent, created);
        listener.created(stored);
        repository.release(GenerationRepository.Claim.TRACKING, intent.key());
    }
}

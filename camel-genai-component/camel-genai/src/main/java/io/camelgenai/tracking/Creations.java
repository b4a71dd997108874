package io.camelgenai.tracking;

import io.camelgenai.client.Creation;
import io.camelgenai.client.NewGeneration;
import io.camelgenai.client.Retrying;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes generations so that none is paid for twice and no id is lost: the intent is stored before the create is sent, its
 * outcome before anybody goes on. Safe for use by several threads; its methods are called on workers.
 */
public final class Creations {

    private final GenerationRepository repository;
    private final Retrying retrying;
    private final Executor workers;
    private final Time time;
    private final Map<String, CompletableFuture<TrackedGeneration>> onTheWay = new ConcurrentHashMap<>();

    /**
     * @param repository what is remembered
     * @param retrying makes the calls
     * @param workers where those who wait for a create go on
     * @param time the clock
     */
    public Creations(GenerationRepository repository, Retrying retrying, Executor workers, Time time) {
        this.repository = repository;
        this.retrying = retrying;
        this.workers = workers;
        this.time = time;
    }

    /**
     * Makes a generation, or finds the one that was made for the same idempotency key.
     *
     * @return the generation with its id; or why there is none: a {@link GenerationOutcomeUnknownException} where nobody
     *     knows
     */
    public CompletableFuture<TrackedGeneration> create(CreateRequest request) {
        TrackedGeneration intent = intent(request);
        CompletableFuture<TrackedGeneration> outcome = new CompletableFuture<>();
        onTheWay.put(intent.key(), outcome);
        TrackedGeneration standing;
        try {
            standing = repository.begin(intent);
        } catch (RuntimeException e) {
            onTheWay.remove(intent.key());
            throw e;
        }
        if (!standing.key().equals(intent.key())) {
            onTheWay.remove(intent.key());
            return existing(standing, request);
        }
        Creation.send(
                        request.client(),
                        new NewGeneration(request.model(), request.body(), intent.clientId()),
                        retrying,
                        time)
                .whenComplete((created, failure) -> settle(intent, created, failure, outcome));
        return each(outcome);
    }

    /** Everybody who waits for a create goes on by itself: a route that takes its time holds no other one up. */
    private CompletableFuture<TrackedGeneration> each(CompletableFuture<TrackedGeneration> outcome) {
        return outcome.thenApplyAsync(Function.identity(), workers);
    }

    private TrackedGeneration intent(CreateRequest request) {
        Generation asked = Generation.of(request.origin().provider())
                .model(request.model())
                .status(GenerationStatus.QUEUED)
                .build();
        return new TrackedGeneration(
                UUID.randomUUID().toString(),
                request.origin(),
                request.idempotency(),
                UUID.randomUUID().toString(),
                State.INTENT,
                asked,
                null,
                0,
                time.now());
    }

    private CompletableFuture<TrackedGeneration> existing(TrackedGeneration standing, CreateRequest request) {
        if (!Objects.equals(standing.idempotency(), request.idempotency())) {
            return CompletableFuture.failedFuture(new GenAiException(
                    "The idempotency key of this create was used for another request to "
                            + request.origin().provider() + ". One key stands for one request: use another key",
                    Where.generation(request.origin().provider(), standing.id()),
                    null));
        }
        CompletableFuture<TrackedGeneration> underWay = onTheWay.get(standing.key());
        if (underWay != null) {
            return each(underWay);
        }
        TrackedGeneration now = repository.find(standing.key()).orElse(standing);
        return switch (now.state()) {
            case ACCEPTED, TERMINAL, PARKED, ACKNOWLEDGED -> CompletableFuture.completedFuture(now);
            case INTENT, UNKNOWN -> CompletableFuture.failedFuture(unknown(now));
        };
    }

    private static GenerationOutcomeUnknownException unknown(TrackedGeneration tracked) {
        return new GenerationOutcomeUnknownException(
                Objects.requireNonNullElse(tracked.why(), "the process that sent it ended before it knew"),
                Where.provider(tracked.origin().provider()),
                null);
    }

    private void settle(
            TrackedGeneration intent,
            @Nullable Generation created,
            @Nullable Throwable failure,
            CompletableFuture<TrackedGeneration> outcome) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        try {
            if (created != null) {
                outcome.complete(store(intent, created));
            } else {
                outcome.completeExceptionally(noted(intent, Objects.requireNonNull(cause)));
            }
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        } finally {
            onTheWay.remove(intent.key());
        }
    }

    /** What happened reaches the caller also where it can not be stored: it says whether anything may be sent again. */
    private Throwable noted(TrackedGeneration intent, Throwable cause) {
        try {
            if (cause instanceof GenerationOutcomeUnknownException) {
                repository.unknown(intent.key(), String.valueOf(cause.getMessage()));
            } else {
                repository.rejected(intent.key());
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    /** An id that can not be stored still reaches the caller. */
    private TrackedGeneration store(TrackedGeneration intent, Generation created) {
        try {
            return repository.accepted(intent.key(), created);
        } catch (RuntimeException e) {
            throw new GenAiException(
                    "Generation " + created.id() + " was created at " + created.provider()
                            + ", but its id could not be stored: it is not followed. Note the id",
                    Where.generation(created.provider(), created.id()),
                    e);
        }
    }
}

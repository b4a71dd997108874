package io.camelgenai.tracking.create;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Finds the outcome of an earlier create with the same idempotency key. A create that is in flight on another node is waited
 * for, by polling the repository.
 */
final class PendingCreates {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    /** More than a synchronous create takes, with its retries. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(15);

    private final GenerationRepository repository;
    private final OutcomeResolver resolver;
    private final Executor executor;
    private final Time time;
    private final Function<CreateIntent, CompletableFuture<CreatedGeneration>> create;

    /** @param create sends the create after all, when the earlier one created nothing */
    PendingCreates(
            GenerationRepository repository,
            Executor executor,
            Time time,
            Function<CreateIntent, CompletableFuture<CreatedGeneration>> create) {
        this.repository = repository;
        this.resolver = new OutcomeResolver(repository);
        this.executor = executor;
        this.time = time;
        this.create = create;
    }

    /** The outcome of the earlier create; completed on the executor, or immediately where it is known. */
    CompletableFuture<CreatedGeneration> outcome(TrackedGeneration earlier, CreateIntent intent) {
        Wait wait = new Wait(intent, time.nanos());
        wait.decide(earlier);
        return wait.outcome;
    }

    /** The wait of one caller. */
    private final class Wait {

        private final CreateIntent intent;
        private final long startedAt;
        private final CompletableFuture<CreatedGeneration> outcome = new CompletableFuture<>();

        Wait(CreateIntent intent, long startedAt) {
            this.intent = intent;
            this.startedAt = startedAt;
        }

        void decide(TrackedGeneration earlier) {
            switch (earlier.state()) {
                case ACCEPTED, TERMINAL, PARKED, ACKNOWLEDGED -> outcome.complete(CreatedGeneration.existing(earlier));
                case UNKNOWN -> resolve(earlier);
                case INTENT -> pollLater(earlier);
            }
        }

        /** Another caller may ask as well, and resolve it first. */
        private void resolve(TrackedGeneration unknown) {
            TrackedGeneration now = resolver.resolve(intent.client(), unknown)
                    .or(() -> repository.records().find(unknown.key()))
                    .orElse(unknown);
            if (now.state() == State.UNKNOWN) {
                outcome.completeExceptionally(unknown(now, "the process that sent it ended before it knew"));
            } else {
                decide(now);
            }
        }

        private void pollLater(TrackedGeneration inFlight) {
            if (time.nanos() - startedAt >= MAX_WAIT.toNanos()) {
                outcome.completeExceptionally(unknown(inFlight, "it is still in flight on another node"));
                return;
            }
            try {
                time.after(POLL_INTERVAL, () -> executor.execute(() -> poll(inFlight)));
            } catch (RejectedExecutionException stopped) {
                outcome.completeExceptionally(unknown(inFlight, "the component stopped while it was in flight"));
            }
        }

        private void poll(TrackedGeneration inFlight) {
            try {
                Optional<TrackedGeneration> now = repository.records().find(inFlight.key());
                if (now.isPresent()) {
                    decide(now.get());
                } else {
                    createAfterAll();
                }
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }

        private void createAfterAll() {
            create.apply(intent).whenComplete((created, failure) -> {
                if (failure != null) {
                    outcome.completeExceptionally(failure);
                } else {
                    outcome.complete(created);
                }
            });
        }
    }

    private static GenerationOutcomeUnknownException unknown(TrackedGeneration tracked, String reason) {
        return new GenerationOutcomeUnknownException(
                Objects.requireNonNullElse(tracked.reason(), reason),
                Where.provider(tracked.origin().provider()),
                null);
    }
}

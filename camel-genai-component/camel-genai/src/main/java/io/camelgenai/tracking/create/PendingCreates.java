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
 * Finds out what became of a create that stands under the same idempotency key: one of another node that is on its way is
 * waited for.
 */
final class PendingCreates {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final GenerationRepository repository;
    private final Executor executor;
    private final Time time;
    private final Function<NewGeneration, CompletableFuture<CreatedGeneration>> create;

    /** @param anew makes the create after all, since the earlier one made nothing */
    PendingCreates(
            GenerationRepository repository,
            Executor workers,
            Time time,
            Function<NewGeneration, CompletableFuture<CreatedGeneration>> anew) {
        this.repository = repository;
        this.executor = workers;
        this.time = time;
        this.create = anew;
    }

    /** What became of it; completed on a worker. */
    CompletableFuture<CreatedGeneration> outcome(TrackedGeneration standing, NewGeneration request) {
        Wait wait = new Wait(request, time.nanos());
        wait.judge(standing);
        return wait.outcome;
    }

    private final class Wait {

        private final NewGeneration request;
        private final long begun;
        private final CompletableFuture<CreatedGeneration> outcome = new CompletableFuture<>();

        Wait(NewGeneration request, long begun) {
            this.request = request;
            this.begun = begun;
        }

        void judge(TrackedGeneration standing) {
            switch (standing.state()) {
                case ACCEPTED, TERMINAL, PARKED, ACKNOWLEDGED ->
                    outcome.complete(new CreatedGeneration(standing, null, false));
                case UNKNOWN -> ask(standing);
                case INTENT -> wait(standing);
            }
        }

        /** Others ask as well, and may be quicker to settle it. */
        private void ask(TrackedGeneration unknown) {
            TrackedGeneration now = ClientIds.find(request.client(), unknown)
                    .flatMap(found -> repository.resolve(unknown.key(), found))
                    .or(() -> repository.find(unknown.key()))
                    .orElse(unknown);
            if (now.state() == State.UNKNOWN) {
                outcome.completeExceptionally(unknown(now, "the process that sent it ended before it knew"));
            } else {
                judge(now);
            }
        }

        private void wait(TrackedGeneration intent) {
            if (time.nanos() - begun >= MAX_WAIT.toNanos()) {
                outcome.completeExceptionally(unknown(intent, "it is still on its way from elsewhere"));
                return;
            }
            try {
                time.after(POLL_INTERVAL, () -> executor.execute(() -> poll(intent)));
            } catch (RejectedExecutionException stopped) {
                outcome.completeExceptionally(unknown(intent, "the component stopped while it was on its way"));
            }
        }

        private void poll(TrackedGeneration intent) {
            try {
                Optional<TrackedGeneration> now = repository.find(intent.key());
                if (now.isPresent()) {
                    judge(now.get());
                } else {
                    createAgain();
                }
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }

        private void createAgain() {
            create.apply(request).whenComplete((made, failure) -> {
                if (failure != null) {
                    outcome.completeExceptionally(failure);
                } else {
                    outcome.complete(made);
                }
            });
        }
    }

    private static GenerationOutcomeUnknownException unknown(TrackedGeneration tracked, String why) {
        return new GenerationOutcomeUnknownException(
                Objects.requireNonNullElse(tracked.reason(), why),
                Where.provider(tracked.origin().provider()),
                null);
    }
}

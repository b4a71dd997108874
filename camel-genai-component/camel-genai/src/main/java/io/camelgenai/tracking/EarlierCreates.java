package io.camelgenai.tracking;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.tracking.TrackedGeneration.State;
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
final class EarlierCreates {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final GenerationRepository repository;
    private final Executor workers;
    private final Time time;
    private final Function<CreateRequest, CompletableFuture<Made>> anew;

    /** @param anew makes the create after all, since the earlier one made nothing */
    EarlierCreates(
            GenerationRepository repository,
            Executor workers,
            Time time,
            Function<CreateRequest, CompletableFuture<Made>> anew) {
        this.repository = repository;
        this.workers = workers;
        this.time = time;
        this.anew = anew;
    }

    /** What became of it; completed on a worker. */
    CompletableFuture<Made> outcome(TrackedGeneration standing, CreateRequest request) {
        Wait wait = new Wait(request, time.nanos());
        wait.judge(standing);
        return wait.outcome;
    }

    private final class Wait {

        private final CreateRequest request;
        private final long begun;
        private final CompletableFuture<Made> outcome = new CompletableFuture<>();

        Wait(CreateRequest request, long begun) {
            this.request = request;
            this.begun = begun;
        }

        void judge(TrackedGeneration standing) {
            switch (standing.state()) {
                case ACCEPTED, TERMINAL, PARKED, ACKNOWLEDGED -> outcome.complete(new Made(standing, null, false));
                case UNKNOWN -> ask(standing);
                case INTENT -> wait(standing);
            }
        }

        /** Others ask as well, and may be quicker to settle it. */
        private void ask(TrackedGeneration unknown) {
            TrackedGeneration now = ClientIds.remembered(request.client(), unknown)
                    .flatMap(found -> repository.settled(unknown.key(), found))
                    .or(() -> repository.find(unknown.key()))
                    .orElse(unknown);
            if (now.state() == State.UNKNOWN) {
                outcome.completeExceptionally(unknown(now, "the process that sent it ended before it knew"));
            } else {
                judge(now);
            }
        }

        private void wait(TrackedGeneration intent) {
            if (time.nanos() - begun >= LONGEST.toNanos()) {
                outcome.completeExceptionally(unknown(intent, "it is still on its way from elsewhere"));
                return;
            }
            try {
                time.after(BETWEEN_LOOKS, () -> workers.execute(() -> look(intent)));
            } catch (RejectedExecutionException stopped) {
                outcome.completeExceptionally(unknown(intent, "the component stopped while it was on its way"));
            }
        }

        private void look(TrackedGeneration intent) {
            try {
                Optional<TrackedGeneration> now = repository.find(intent.key());
                if (now.isPresent()) {
                    judge(now.get());
                } else {
                    startAnew();
                }
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }

        private void startAnew() {
            anew.apply(request).whenComplete((made, failure) -> {
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
                Objects.requireNonNullElse(tracked.why(), why),
                Where.provider(tracked.origin().provider()),
                null);
    }
}

package io.camelgenai.tracking.observe;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.provider.ProviderOperations.Cancel;
import io.camelgenai.tracking.observe.FailureBudget.Verdict;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observes one generation, event by event, until it is terminal. A failure between us and the provider is not a failure of
 * the generation: the observation waits and retries for as long as somebody reads it. One thread reads; any thread may close.
 */
public abstract class Observation implements GenerationStream {

    final ProviderClient client;
    final ObservedState state;
    final Time time;
    final Cancellation cancellation = new Cancellation();
    FailureBudget failureBudget;
    private Consumer<GenAiException> onFirstFailure = failure -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable GenerationError declaredError;
    private volatile boolean interrupted;
    private @Nullable GenerationEvent next;
    private volatile boolean finished;

    Observation(ProviderClient client, Generation known, Time time) {
        this.client = client;
        this.time = time;
        this.failureBudget = FailureBudget.unlimited(client.settings().retries());
        this.state = new ObservedState(client, known);
    }

    /** Waits for the next event. Null when the observation was closed. */
    abstract @Nullable GenerationEvent advance();

    /** Releases the connection that is still open. May be called from any thread, and more than once. */
    void release() {}

    /**
     * Closes the observation because the component stops. Unlike after {@link #close}, the reading thread gets an exception:
     * the generation is not terminal. May be called from any thread.
     */
    public final void interrupt() {
        interrupted = true;
        close();
    }

    @Override
    public final boolean hasNext() {
        if (next == null && !finished) {
            next = isClosed() ? null : peek();
            if (next == null && declaredError != null) {
                next = state.declare(GenerationStatus.INCOMPLETE, declaredError);
            }
        }
        if (next == null && interrupted && !finished) {
            throw notTerminal("the component stopped");
        }
        if (next == null && (finished || isClosed())) {
            close();
        }
        return next != null;
    }

    private @Nullable GenerationEvent peek() {
        try {
            return advance();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public final GenerationEvent next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("The generation has no further event");
        }
        GenerationEvent event = next;
        next = null;
        finished = event.isTerminal();
        return event;
    }

    /** The name of the connection over which the generation is observed. */
    final String connection() {
        return client.settings().name();
    }

    /** The number of events so far. May be called from any thread. */
    final long events() {
        return state.events();
    }

    /** Whether a stream is open for it. May be called from any thread. */
    boolean isStreamOpen() {
        return false;
    }

    /** Whether its state need not be polled often, since the provider reports the terminal one. */
    boolean mayPollRarely() {
        return false;
    }

    /** The state of the generation so far. May be called from any thread. */
    public final Generation current() {
        return state.current();
    }

    /** Declares the generation incomplete and returns its terminal event. For the reading thread, after it has stopped. */
    public final GenerationEvent declare(GenerationError error) {
        return state.declare(GenerationStatus.INCOMPLETE, error);
    }

    /** Closes the observation; its reader gets a terminal event with this error. May be called from any thread. */
    public final void declareIncomplete(GenerationError error) {
        declaredError = error;
        close();
    }

    final boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public final void close() {
        closed.countDown();
        if (!finished) {
            cancellation.cancel();
        }
        release();
    }

    /** Whether the terminal event was read, so that no call has to be canceled. */
    final boolean isFinished() {
        return finished;
    }

    /**
     * Waits, unless the observation is closed meanwhile.
     *
     * @throws GenAiException when the thread is interrupted: it cannot wait, and retries without a wait would flood the
     *     provider
     */
    final void pause(Duration duration) {
        if (!duration.isZero()) {
            time.sleep(duration, closed);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw notTerminal("the thread that waits for it was interrupted");
        }
    }

    private GenAiException notTerminal(String why) {
        Generation known = state.current();
        return new GenAiException(
                "Generation " + known.id() + " of " + known.provider() + " is no longer observed: " + why
                        + ". It continues at the provider: use operation=await with its id",
                Where.generation(known.provider(), known.id()),
                null);
    }

    /**
     * Declares the generation incomplete after as many consecutive failures as a single call has retries. For a reader that
     * waits itself and must not wait forever; without this, failures are retried without a limit. To be called before reading.
     */
    public final void limitFailures() {
        failureBudget = failureBudget.limited();
    }

    /** Sets the callback for the first of several consecutive failures that are retried. To be called before reading. */
    public final void onFirstFailure(Consumer<GenAiException> callback) {
        onFirstFailure = callback;
    }

    /**
     * Waits after a failure, so that the caller can retry.
     *
     * @param requestedDelay the wait that the provider's stream asks for, or null
     * @return the terminal event when there is no further attempt, otherwise null
     */
    final @Nullable GenerationEvent retryAfter(GenAiException failure, @Nullable Duration requestedDelay) {
        Verdict verdict = judge(failure, requestedDelay);
        GenerationEvent terminal = terminalEvent(verdict, failure);
        if (terminal == null) {
            pause(verdict.delay());
        }
        return terminal;
    }

    /** What failed, as a failure after which the observation continues: also an exception of our own. */
    final GenAiException failureOf(String what, Throwable thrown) {
        Generation known = state.current();
        return client.bugs().failure(what, Where.generation(known.provider(), known.id()), thrown);
    }

    final Verdict judge(GenAiException failure, @Nullable Duration requestedDelay) {
        Verdict verdict = failureBudget.after(failure, requestedDelay, time.nanos());
        failureBudget = verdict.next();
        if (verdict.first()) {
            onFirstFailure.accept(failure);
        }
        return verdict;
    }

    /** The terminal event, unless the verdict allows another attempt. */
    final @Nullable GenerationEvent terminalEvent(Verdict verdict, GenAiException failure) {
        return switch (verdict.outcome()) {
            case RETRY -> null;
            case EXHAUSTED ->
                declare(new GenerationError(GenerationError.STREAM_CUT, String.valueOf(failure.getMessage()), true));
            case GONE ->
                state.declare(
                        cancelDeletes() ? GenerationStatus.CANCELED : GenerationStatus.FAILED,
                        new GenerationError(
                                GenerationError.GONE, "The provider no longer knows this generation", false));
        };
    }

    /** Whether a generation that is gone before it is over was canceled: by us, or elsewhere. */
    private boolean cancelDeletes() {
        Cancel cancel = client.descriptor().operations().cancel();
        return cancel != null && cancel.deletes();
    }
}

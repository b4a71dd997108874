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
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way to see what happens to one generation, event by event, to its end. What goes wrong between us and the provider on
 * the way is not the generation's fault: it is waited out, for as long as somebody wants to know.
 */
public abstract class Observation implements GenerationStream {

    final ProviderClient client;
    final ObservedState state;
    final Time time;
    final Cancellation cancellation = new Cancellation();
    final FailureBudget failureBudget;
    private volatile Consumer<GenAiException> firstFailureCallback = failure -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable GenerationError declaredError;
    private volatile boolean interrupted;
    private @Nullable GenerationEvent next;
    private volatile boolean finished;

    Observation(ProviderClient client, Generation known, Time time) {
        this.client = client;
        this.time = time;
        this.failureBudget = new FailureBudget(client.settings().retries(), time);
        this.state = new ObservedState(client, known);
    }

    /** Waits for something to happen. Null when it was closed. */
    abstract @Nullable GenerationEvent advance();

    /** Releases what is still open. May be called from any thread, and more than once. */
    void release() {}

    /**
     * Ends it because nobody may wait any longer, from any thread: unlike one that closes it, the thread that reads hears
     * that this is not the end.
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
            throw ended("the component stopped");
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

    /** The name of the connection over which it is observed. */
    final String connection() {
        return client.settings().name();
    }

    /** How many events it has read so far. May be asked from any thread. */
    final long events() {
        return state.events();
    }

    /** Whether a stream stands open for it. May be asked from any thread. */
    boolean isStreamOpen() {
        return false;
    }

    /** What is known of the generation by now. */
    public final Generation current() {
        return state.current();
    }

    /** Ends it from our side, with the text so far; for the thread that reads, after it has stopped. */
    public final GenerationEvent declare(GenerationError why) {
        return state.declare(GenerationStatus.INCOMPLETE, why);
    }

    /** Ends it from our side: its last event, for whoever reads it, tells why. May be called from any thread. */
    public final void declareIncomplete(GenerationError why) {
        declaredError = why;
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

    /** Whether the last event was read, so that nothing has to be broken off. */
    final boolean isFinished() {
        return finished;
    }

    /**
     * Waits, unless it is closed before.
     *
     * @throws GenAiException when the thread is interrupted: without a wait, the tries would follow upon each other at once
     */
    final void pause(Duration duration) {
        if (!duration.isZero()) {
            time.sleep(duration, closed);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw ended("the thread that waits for it was interrupted");
        }
    }

    private GenAiException ended(String why) {
        Generation known = state.current();
        return new GenAiException(
                "Generation " + known.id() + " of " + known.provider() + " is not followed to its end: " + why
                        + ". It goes on at the provider: use operation=await with its id",
                Where.generation(known.provider(), known.id()),
                null);
    }

    /**
     * For a reader that waits itself, and must not wait for ever: after as many failures in a row as a call is repeated, the
     * end is declared. The tracker has more patience. To be called before it is read.
     */
    public final void limitFailures() {
        failureBudget.limitFailures();
    }

    /** Hears of the first of several failures in a row after which it goes on. To be called before it is read. */
    public final void onFirstFailure(Consumer<GenAiException> hears) {
        firstFailureCallback = hears;
    }

    /**
     * The provider did not answer as it should: waits before the next try.
     *
     * @param asked how long the provider's stream asks to wait, or null
     * @return the last event, when there is no next try
     */
    final @Nullable GenerationEvent afterFailure(GenAiException failure, @Nullable Duration asked) {
        GenerationEvent end = terminalAfter(failure);
        if (end == null) {
            pause(failureBudget.delayAfter(failure, asked));
        }
        return end;
    }

    /** The last event, when the provider has failed to answer for the last time; otherwise null. */
    final @Nullable GenerationEvent terminalAfter(GenAiException failure) {
        if (failureBudget.isExhausted()) {
            return declare(new GenerationError(GenerationError.STREAM_CUT, String.valueOf(failure.getMessage()), true));
        }
        if (failureBudget.isGone(failure)) {
            return state.declare(
                    GenerationStatus.FAILED,
                    new GenerationError(
                            GenerationError.GONE, "The provider does not know this generation any more", false));
        }
        if (failureBudget.isFirstFailure(failure)) {
            firstFailureCallback.accept(failure);
        }
        return null;
    }
}

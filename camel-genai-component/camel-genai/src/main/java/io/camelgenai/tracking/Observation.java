package io.camelgenai.tracking;

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
    final Patience patience;
    private volatile Consumer<GenAiException> onTrouble = failure -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable GenerationError abandoned;
    private volatile boolean brokenOff;
    private @Nullable GenerationEvent next;
    private volatile boolean over;

    Observation(ProviderClient client, Generation known, Time time) {
        this.client = client;
        this.time = time;
        this.patience = new Patience(client.settings().retries(), time);
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
    public final void breakOff() {
        brokenOff = true;
        close();
    }

    @Override
    public final boolean hasNext() {
        if (next == null && !over) {
            next = isClosed() ? null : look();
            if (next == null && abandoned != null) {
                next = state.declare(GenerationStatus.INCOMPLETE, abandoned);
            }
        }
        if (next == null && brokenOff && !over) {
            throw ended("the component stopped");
        }
        if (next == null && (over || isClosed())) {
            close();
        }
        return next != null;
    }

    private @Nullable GenerationEvent look() {
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
        over = event.isTerminal();
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
    public final Generation soFar() {
        return state.soFar();
    }

    /** Ends it from our side, with the text so far; for the thread that reads, after it has stopped. */
    final GenerationEvent declare(GenerationError why) {
        return state.declare(GenerationStatus.INCOMPLETE, why);
    }

    /** Ends it from our side: its last event, for whoever reads it, tells why. May be called from any thread. */
    public final void abandon(GenerationError why) {
        abandoned = why;
        close();
    }

    final boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public final void close() {
        closed.countDown();
        if (!over) {
            cancellation.cancel();
        }
        release();
    }

    /** Whether the last event was read, so that nothing has to be broken off. */
    final boolean isOver() {
        return over;
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
        Generation known = state.soFar();
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
    public final void giveUpSoon() {
        patience.giveUpSoon();
    }

    /** Hears of the first of several failures in a row after which it goes on. To be called before it is read. */
    final void whenTroubled(Consumer<GenAiException> hears) {
        onTrouble = hears;
    }

    /**
     * The provider did not answer as it should: waits before the next try.
     *
     * @param asked how long the provider's stream asks to wait, or null
     * @return the last event, when there is no next try
     */
    final @Nullable GenerationEvent missed(GenAiException failure, @Nullable Duration asked) {
        GenerationEvent end = endAfter(failure);
        if (end == null) {
            pause(patience.after(failure, asked));
        }
        return end;
    }

    /** The last event, when the provider has failed to answer for the last time; otherwise null. */
    final @Nullable GenerationEvent endAfter(GenAiException failure) {
        if (patience.isOver()) {
            return declare(new GenerationError(GenerationError.STREAM_CUT, String.valueOf(failure.getMessage()), true));
        }
        if (patience.isGone(failure)) {
            return state.declare(
                    GenerationStatus.FAILED,
                    new GenerationError(
                            GenerationError.GONE, "The provider does not know this generation any more", false));
        }
        if (patience.isTroubledFirstBy(failure)) {
            onTrouble.accept(failure);
        }
        return null;
    }
}

package io.camelgenai.tracking.observe;

import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Replay;

/**
 * Decides how an observation continues after its stream has ended. Immutable: each decision carries the policy for the next
 * end.
 *
 * <p>A stream that ends without a terminal event proves nothing, so the provider is asked for the state where it has a GET.
 * The stream is reopened only where no event is lost by that: after the last event where the provider has a cursor for it,
 * from the beginning where the provider replays all events. Otherwise polling shows the rest. Where text came only by the
 * stream, polling cannot complete it, and the generation is declared incomplete.
 *
 * @param provider what the provider can do
 * @param opened whether a stream of this generation was open before
 * @param cursorRefused whether the provider refused a cursor
 * @param futileAttempts consecutive attempts that brought nothing new, where that is unlikely to change
 */
record ReconnectPolicy(Capabilities provider, boolean opened, boolean cursorRefused, int futileAttempts) {

    private static final int MAX_FUTILE_ATTEMPTS = 3;

    /**
     * What a provider can do for an interrupted stream.
     *
     * @param polls whether it has a GET
     * @param attaches whether a stream can be opened by the generation's id
     * @param replaysAll whether such a stream starts with the first event
     * @param stateHasText whether the GET returns the text
     */
    record Capabilities(boolean polls, boolean attaches, boolean replaysAll, boolean stateHasText) {

        static Capabilities of(ProviderDescriptor provider) {
            Attach attach = provider.operations().stream();
            return new Capabilities(
                    provider.operations().get() != null,
                    attach != null,
                    attach != null && attach.replay() == Replay.ALL,
                    provider.generation().hasText());
        }
    }

    /**
     * What the stream has brought so far.
     *
     * @param hasCursor whether the last event has a name after which the stream can be resumed
     * @param hasOutput whether there was text, reasoning or a tool call
     */
    record Position(boolean hasCursor, boolean hasOutput) {}

    /** What the GET after an interruption returned. */
    enum PollOutcome {
        /** No usable answer. */
        FAILED,
        /** A state that is not terminal. */
        NOT_TERMINAL,
        /** A complete terminal state. */
        TERMINAL,
        /** COMPLETED, without what the stream brought. */
        OUTPUT_MISSING
    }

    /** How to continue. */
    enum Action {
        /** Open the stream after the last event. */
        RESUME,
        /** Open the stream from its first event. */
        RESTART,
        /** Ask for the state, and {@linkplain #afterPoll decide} then. */
        ASK,
        /** The stream was read whole; polling shows how the generation completed. */
        CONFIRM,
        /** Continue by polling. */
        POLL,
        /** Report the known state, since events are lost, and continue by polling. */
        REPORT_AND_POLL,
        /** Report the terminal state that the GET returned. */
        COMPLETE,
        /** Declare the generation incomplete. */
        DECLARE,
        /** Throw the failure to the reader. */
        FAIL,
        /** Nothing: nobody reads any longer. */
        STOP
    }

    /**
     * An action, and the policy for the next end.
     *
     * @param action how to continue
     * @param next decides next
     */
    record Decision(Action action, ReconnectPolicy next) {}

    static ReconnectPolicy of(Capabilities provider) {
        return new ReconnectPolicy(provider, false, false, 0);
    }

    /** A stream is open. */
    ReconnectPolicy afterOpening() {
        return opened ? this : new ReconnectPolicy(provider, true, cursorRefused, futileAttempts);
    }

    /** The stream has brought something new. */
    ReconnectPolicy afterEvent() {
        return futileAttempts == 0 ? this : new ReconnectPolicy(provider, opened, cursorRefused, 0);
    }

    Decision after(StreamEnd end, Position position) {
        if (end instanceof StreamEnd.ClosedByUs) {
            return decide(Action.STOP);
        }
        if (end instanceof StreamEnd.LimitExceeded) {
            return decide(Action.FAIL);
        }
        if (end instanceof StreamEnd.NoWordOfSuccess) {
            return decide(Action.CONFIRM);
        }
        if (end instanceof StreamEnd.Gap) {
            return decide(withoutStream(position));
        }
        if (end instanceof StreamEnd.InternalFailure) {
            return decide(provider.polls() ? Action.REPORT_AND_POLL : afterInterruption(position));
        }
        if (end instanceof StreamEnd.UnparseableFrame) {
            ReconnectPolicy next = afterFutileAttempt();
            return next.decide(next.isFutile() ? Action.DECLARE : next.afterInterruption(position));
        }
        if (end instanceof StreamEnd.NotOpened && isRefused(end) && provider.stateHasText()) {
            return decide(withoutStream(position));
        }
        ReconnectPolicy next = end instanceof StreamEnd.CursorRefused
                ? new ReconnectPolicy(provider, opened, true, futileAttempts)
                : this;
        return next.decide(next.afterInterruption(position));
    }

    Decision afterPoll(PollOutcome outcome, Position position) {
        return switch (outcome) {
            case FAILED -> decide(canReopen(position) ? reopen(position) : Action.ASK);
            case TERMINAL -> decide(Action.COMPLETE);
            case NOT_TERMINAL -> decide(canReopen(position) ? reopen(position) : withoutStream(position));
            case OUTPUT_MISSING -> {
                if (!canReopen(position)) {
                    yield decide(withoutStream(position));
                }
                ReconnectPolicy next = afterFutileAttempt();
                yield next.decide(next.isFutile() ? Action.DECLARE : next.reopen(position));
            }
        };
    }

    /**
     * Whether the provider has no stream of this generation: opening it again would be refused again. A stream that is gone may be
     * that of a generation that is not known yet; where nothing is replayed, there is no point in waiting for it.
     */
    private boolean isRefused(StreamEnd end) {
        return switch (end.cause().getFailureKind()) {
            case INVALID_REQUEST, CONFLICT, REFUSED -> true;
            case GONE -> !provider.replaysAll();
            default -> false;
        };
    }

    private Action afterInterruption(Position position) {
        if (provider.polls()) {
            return provider.attaches() ? Action.ASK : Action.POLL;
        }
        return canReopen(position) ? reopen(position) : Action.DECLARE;
    }

    private Action withoutStream(Position position) {
        boolean pollsSuffice = provider.polls() && (provider.stateHasText() || !position.hasOutput());
        return pollsSuffice ? Action.REPORT_AND_POLL : Action.DECLARE;
    }

    private boolean canReopen(Position position) {
        return provider.attaches() && (canResume(position) || !opened || provider.replaysAll());
    }

    private boolean canResume(Position position) {
        return position.hasCursor() && !cursorRefused;
    }

    private Action reopen(Position position) {
        return canResume(position) ? Action.RESUME : Action.RESTART;
    }

    private ReconnectPolicy afterFutileAttempt() {
        return new ReconnectPolicy(provider, opened, cursorRefused, futileAttempts + 1);
    }

    private boolean isFutile() {
        return futileAttempts >= MAX_FUTILE_ATTEMPTS;
    }

    private Decision decide(Action action) {
        return new Decision(action, this);
    }
}

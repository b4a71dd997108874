package io.camelgenai.tracking.observe;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.StreamLimitException;

/** How the reading of a stream ended, other than with a terminal event. */
sealed interface StreamEnd {

    /** The failure, worded for the user. */
    GenAiException cause();

    /** The stream did not open: the provider could not be reached, or answered with an error. */
    record NotOpened(GenAiException cause) implements StreamEnd {}

    /** The provider does not accept the cursor after which the stream was to continue. */
    record CursorRefused(GenAiException cause) implements StreamEnd {}

    /** The connection broke, or was silent for too long. */
    record Cut(GenAiException cause) implements StreamEnd {}

    /** The provider ended its response without a terminal marker, possibly within a frame. */
    record NoTerminalMarker(GenAiException cause) implements StreamEnd {}

    /**
     * The response is whole, and nothing in it said that the generation succeeded: the end marker alone does not. The provider
     * can be asked.
     */
    record NoWordOfSuccess(GenAiException cause) implements StreamEnd {}

    /** A frame is not JSON. */
    record UnparseableFrame(GenAiException cause) implements StreamEnd {}

    /** The reopened stream does not continue where the last one ended: events are lost. */
    record Gap(GenAiException cause) implements StreamEnd {}

    /** An event, or the whole text, exceeds the limit that is set for it. */
    record LimitExceeded(StreamLimitException cause) implements StreamEnd {}

    /** Code of the component failed on a frame: a bug, which reading it again would meet again. */
    record InternalFailure(GenAiException cause) implements StreamEnd {}

    /** The observation was closed. */
    record ClosedByUs(GenAiException cause) implements StreamEnd {}
}

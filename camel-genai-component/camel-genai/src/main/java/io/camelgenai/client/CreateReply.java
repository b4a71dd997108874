package io.camelgenai.client;

import io.camelgenai.generation.Generation;

/** The answer to a create, in the form in which the provider gave it: not always the one that was asked for. */
public sealed interface CreateReply {

    /**
     * A document.
     *
     * @param generation the generation that it shows, with its id
     */
    record Whole(Generation generation) implements CreateReply {}

    /**
     * Events.
     *
     * @param stream the open stream, which the receiver has to read or to close
     */
    record Events(EventStream stream) implements CreateReply {}
}

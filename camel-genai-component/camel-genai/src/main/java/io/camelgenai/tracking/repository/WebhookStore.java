package io.camelgenai.tracking.repository;

import java.time.Duration;

/** The messages that webhooks brought, so that each is taken once on all nodes. */
public interface WebhookStore {

    /**
     * Stores that a message arrived.
     *
     * <p>Lost answer: the message counts as received; a repetition returns false.
     *
     * @param message its key, of at most 64 characters
     * @param kept for how long it is remembered
     * @return whether it is the first time
     * @throws IllegalStateException when there is no room for it
     */
    boolean receive(String message, Duration kept);

    /**
     * Forgets a message, which is then new again: it could not be processed.
     *
     * <p>Lost answer: may be repeated.
     */
    void forget(String message);
}

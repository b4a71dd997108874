package io.camelgenai.examples.studio;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user submitted, and what became of it: a row of the application's own table.
 *
 * @param id the id that the browser gave to the form; also the idempotency key of the create
 * @param model the model's key
 * @param prompt what was asked for
 * @param reference the reference picture, if there is one
 * @param status how far it is
 * @param generationId the provider's id, from the moment it is known
 * @param text the text, once it is complete
 * @param costUsd what the provider charged, where it says so
 * @param failure why there is no result
 * @param submittedAt when the form arrived
 * @param finishedAt when it became terminal
 */
record Submission(
        String id,
        String model,
        String prompt,
        @Nullable Path reference,
        Status status,
        @Nullable String generationId,
        @Nullable String text,
        @Nullable BigDecimal costUsd,
        @Nullable Failure failure,
        Instant submittedAt,
        @Nullable Instant finishedAt) {

    /** How far a submission is: the component's statuses, one before them and one beside them. */
    enum Status {
        /** Stored here; the provider has not answered yet. */
        SENDING,
        QUEUED,
        RUNNING,
        COMPLETED,
        INCOMPLETE,
        FAILED,
        CANCELED,
        /** It is not known whether the provider accepted it; an operator decides. */
        UNKNOWN
    }
}

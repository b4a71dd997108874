package io.camelgenai.examples.studio;

import io.camelgenai.examples.studio.Submission.Status;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of a submission in flight, from the events of its generation. Safe for use by several threads. */
final class Progress {

    /** Nothing is known. It never changes. */
    static final Progress NONE = new Progress();

    private final StringBuilder text = new StringBuilder();
    private @Nullable String generationId;
    private @Nullable Status status;
    private @Nullable Double fraction;
    private @Nullable Integer queuePosition;
    private boolean saving;
    private boolean canceling;

    synchronized boolean isNewId(@Nullable String id) {
        boolean isNew = id != null && !Objects.equals(id, generationId);
        if (isNew) {
            generationId = id;
        }
        return isNew;
    }

    synchronized Submissions.TextPiece append(String id, GenerationEvent event) {
        status = Status.RUNNING;
        int from = text.length();
        text.append(event.text());
        return new Submissions.TextPiece(id, from, String.valueOf(event.text()));
    }

    /** Returns whether a page has something new to show. */
    synchronized boolean show(GenerationEvent event) {
        if (event.sequence() == 0) {
            text.setLength(0); // an observation that begins again, as after a restart
        }
        return event.generation() != null && show(event.generation());
    }

    synchronized boolean show(Generation generation) {
        Status newStatus = status(generation.status());
        boolean changed = newStatus != status
                || !Objects.equals(fraction, generation.progress())
                || !Objects.equals(queuePosition, generation.queuePosition());
        generationId = generation.id();
        status = newStatus;
        fraction = generation.progress();
        queuePosition = generation.queuePosition();
        return changed;
    }

    synchronized void canceling(boolean value) {
        canceling = value;
    }

    synchronized boolean isCanceling() {
        return canceling;
    }

    synchronized void saving() {
        saving = true;
    }

    synchronized Status status(Status stored) {
        return status == null ? stored : status;
    }

    synchronized boolean isSaving() {
        return saving;
    }

    synchronized @Nullable Double fraction() {
        return fraction;
    }

    synchronized @Nullable Integer queuePosition() {
        return status == Status.QUEUED ? queuePosition : null;
    }

    /** The text so far, or null where there is none. */
    synchronized @Nullable String text() {
        return text.isEmpty() ? null : text.toString();
    }

    /** The status of a generation that is not terminal. */
    static Status status(GenerationStatus status) {
        return status == GenerationStatus.QUEUED ? Status.QUEUED : Status.RUNNING;
    }
}

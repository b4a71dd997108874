package io.camelgenai.client;

import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.sse.EventTooLargeException;
import io.camelgenai.sse.ServerSentEvent;
import io.camelgenai.sse.ServerSentEventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * An open event stream. One thread reads; any thread may close, which ends a wait at once. Time runs against the provider
 * only while the reading thread waits for it.
 */
public final class EventStream implements AutoCloseable {

    private static final String FIRST_EVENT = "first event";
    private static final String BYTE = "byte";
    private static final String EVENT = "event";

    /** Who may release the response: whoever finds it idle, or the reader that was closed while it read. */
    private enum Use {
        IDLE,
        READING,
        CLOSED
    }

    private final AtomicReference<Use> use = new AtomicReference<>(Use.IDLE);
    private final Response response;
    private final Guard guard;
    private final Limits limits;
    private final Where where;
    private final ServerSentEventReader reader;
    private @Nullable Duration eventBudget;
    private String eventBudgetFor = FIRST_EVENT;
    private boolean eventBegins = true;
    private long eventDue;

    EventStream(Response response, Guard guard, Limits limits, Where where) {
        this.response = response;
        this.guard = guard;
        this.limits = limits;
        this.where = where;
        this.eventBudget = limits.firstEvent();
        Source guarded = new Guarded(response.body().source());
        boolean zipped = "gzip".equalsIgnoreCase(response.header("Content-Encoding"));
        BufferedSource source = Okio.buffer(zipped ? new GzipSource(guarded) : guarded);
        this.reader = new ServerSentEventReader(source, limits.maxEventBytes());
    }

    /**
     * Waits for the next event. Until one {@linkplain #markMeaningful() counts}, the time for it goes on.
     *
     * @return the event, or null when the stream has ended
     * @throws StreamLimitException when an event is too large
     * @throws NoResponseException when the stream was cut, was silent for too long, or was closed
     */
    public @Nullable ServerSentEvent next() {
        try {
            if (use.get() == Use.CLOSED) {
                throw new IOException("it is closed");
            }
            return read();
        } catch (EventTooLargeException e) {
            throw new StreamLimitException(
                    "An event of the stream of " + where.provider() + " is larger than " + e.maxEventBytes()
                            + " bytes. Raise the option maxEventSize if it has to be",
                    where,
                    e);
        } catch (IOException e) {
            throw new NoResponseException(
                    "The stream of " + where.provider() + " was interrupted: " + reason(e), where, e);
        }
    }

    private @Nullable ServerSentEvent read() throws IOException {
        if (eventBegins && eventBudget != null) {
            eventDue = guard.deadlineIn(eventBudget);
        }
        eventBegins = false;
        return reader.next();
    }

    /** The event that was read last means something: it was not just a sign of life. For the thread that reads. */
    public void markMeaningful() {
        eventBudget = limits.eventIdle();
        eventBudgetFor = EVENT;
        eventBegins = true;
    }

    /** What stood at the end of the stream without its blank line, or null. */
    public @Nullable ServerSentEvent unfinished() {
        return reader.unfinished();
    }

    /** The reconnection time that the stream asked for last, or null; for the thread that reads. */
    public @Nullable Duration requestedRetryDelay() {
        return reader.retryMillis() < 0 ? null : Duration.ofMillis(reader.retryMillis());
    }

    /** Closes the connection, and ends a wait for it. */
    @Override
    public void close() {
        guard.cancel();
        if (use.getAndSet(Use.CLOSED) == Use.IDLE) {
            release();
        }
    }

    /**
     * Gives the connection back after the provider's last event, for the next call to use. Waits for the provider to end its
     * answer, for a tenth of a second at the most; one that does not is closed.
     */
    public void finish() {
        if (use.getAndSet(Use.CLOSED) == Use.IDLE) {
            release();
        }
    }

    private void release() {
        try {
            response.close();
        } finally {
            guard.close();
        }
    }

    private String reason(IOException e) {
        String waitedFor = guard.firedBecause();
        if (waitedFor == null) {
            return guard.isCanceled() ? "it was closed from our side" : ErrorResponses.brief(e);
        }
        return switch (waitedFor) {
            case FIRST_EVENT ->
                "no event within " + limits.firstEvent().toMillis()
                        + " ms (option firstEventTimeout). The usual cause is a proxy that buffers the answer";
            case EVENT -> "no event for " + limits.eventIdle() + " (option eventIdleTimeout)";
            default -> "no byte for " + limits.idle().toMillis() + " ms (option idleTimeout)";
        };
    }

    /** Lets time run while a read waits for bytes, and keeps the response until it is back. */
    private final class Guarded extends ForwardingSource {

        Guarded(Source delegate) {
            super(delegate);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (!use.compareAndSet(Use.IDLE, Use.READING)) {
                throw new IOException("it is closed");
            }
            try {
                long idleDue = guard.deadlineIn(limits.idle());
                if (eventBudget != null && eventDue - idleDue < 0) {
                    guard.waitUntil(eventDue, eventBudgetFor);
                } else {
                    guard.waitUntil(idleDue, BYTE);
                }
                return super.read(sink, byteCount);
            } finally {
                guard.rest();
                if (!use.compareAndSet(Use.READING, Use.IDLE)) {
                    release();
                }
            }
        }
    }
}

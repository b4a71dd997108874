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
 * An open event stream. One thread reads; any thread may close, which also ends a read. Deadlines apply only while the
 * reading thread waits for the provider.
 */
public final class EventStream implements AutoCloseable {

    private static final String FIRST_EVENT = "first event";
    private static final String BYTE = "byte";
    private static final String EVENT = "event";

    /** The response is released by the thread that closes an idle stream, or by the reader when closed during a read. */
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
     * Waits for the next event. The event deadline covers all reads until an event is {@linkplain #markMeaningful() meaningful}.
     *
     * @return the event, or null at the end of the stream
     * @throws StreamLimitException when an event is too large
     * @throws NoResponseException when the stream is interrupted, silent for too long, or closed
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

    /** The last event was not just a keep-alive: the event deadline starts anew. For the reading thread. */
    public void markMeaningful() {
        eventBudget = limits.eventIdle();
        eventBudgetFor = EVENT;
        eventBegins = true;
    }

    /** The event at the end of the stream that lacks its blank line, or null. */
    public @Nullable ServerSentEvent unfinished() {
        return reader.unfinished();
    }

    /** The last reconnection time that the stream asked for, or null. For the reading thread. */
    public @Nullable Duration requestedRetryDelay() {
        return reader.retryMillis() < 0 ? null : Duration.ofMillis(reader.retryMillis());
    }

    /** Closes the connection and ends a read. */
    @Override
    public void close() {
        guard.cancel();
        if (use.getAndSet(Use.CLOSED) == Use.IDLE) {
            release();
        }
    }

    /**
     * Returns the connection to the pool after the terminal event. Waits up to 100 ms for the end of the response; a
     * connection whose response does not end is closed.
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
        String awaited = guard.expired();
        if (awaited == null) {
            return guard.isCanceled() ? "it was closed from our side" : ErrorResponses.brief(e);
        }
        return switch (awaited) {
            case FIRST_EVENT ->
                "no event within " + limits.firstEvent().toMillis()
                        + " ms (option firstEventTimeout). The usual cause is a proxy that buffers the answer";
            case EVENT -> "no event for " + limits.eventIdle() + " (option eventIdleTimeout)";
            default -> "no byte for " + limits.idle().toMillis() + " ms (option idleTimeout)";
        };
    }

    /** Sets a deadline while a read waits for bytes, and keeps the response until the read returns. */
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
                    guard.expireAt(eventDue, eventBudgetFor);
                } else {
                    guard.expireAt(idleDue, BYTE);
                }
                return super.read(sink, byteCount);
            } finally {
                guard.pause();
                if (!use.compareAndSet(Use.READING, Use.IDLE)) {
                    release();
                }
            }
        }
    }
}

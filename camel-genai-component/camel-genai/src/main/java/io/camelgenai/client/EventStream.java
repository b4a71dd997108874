package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.sse.EventLineReader;
import io.camelgenai.sse.EventReader;
import io.camelgenai.sse.EventTooLargeException;
import io.camelgenai.sse.ServerSentEvent;
import io.camelgenai.sse.ServerSentEventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
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
 * An open answer, which mostly is an event stream; {@link #form} says what it is. One thread reads; any thread may close, which
 * also ends a read. Deadlines apply only while the reading thread waits for the provider.
 */
public final class EventStream implements AutoCloseable {

    private static final String ANSWER = "answer";
    private static final String FIRST_EVENT = "first event";
    private static final String BYTE = "byte";
    private static final String EVENT = "event";
    private static final int MAX_BEGINNING = 1000;

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
    private final ErrorResponses errors;
    private final BufferedSource source;
    private final String endOfLines;
    private final Runnable discardConnection;
    private @Nullable Long answerDue;
    private @Nullable AnswerForm form;
    private @Nullable EventReader reader;
    private @Nullable String text;
    private String beginning = "";
    private boolean linesEnded;
    private @Nullable Duration eventBudget;
    private String eventBudgetFor = FIRST_EVENT;
    private boolean eventBegins = true;
    private long eventDue;

    /**
     * @param endOfLines the end marker of the provider's streams, or an empty text: the end of an answer in lines stands for it
     * @param answerDue when an answer that is no stream has to be complete, in nanoseconds of the clock; null where each read
     *     has its own deadline
     * @param discardConnection closes the connection after the answer was read to its end
     */
    EventStream(
            Response response,
            Guard guard,
            Limits limits,
            Where where,
            ErrorResponses errors,
            String endOfLines,
            @Nullable Long answerDue,
            Runnable discardConnection) {
        this.response = response;
        this.guard = guard;
        this.limits = limits;
        this.where = where;
        this.errors = errors;
        this.endOfLines = endOfLines;
        this.answerDue = answerDue;
        this.discardConnection = discardConnection;
        this.eventBudget = limits.firstEvent();
        Source guarded = new Guarded(response.body().source());
        boolean zipped = "gzip".equalsIgnoreCase(response.header("Content-Encoding"));
        this.source = Okio.buffer(zipped ? new GzipSource(guarded) : guarded);
    }

    /** Waits for the first bytes, where it has not. They stay to be read. */
    AnswerForm form() throws IOException {
        AnswerForm known = form;
        if (known == null) {
            beginEvent();
            known = AnswerForm.of(response.body().contentType(), source, limits.maxResponseBytes());
            take(known);
        }
        return known;
    }

    private void take(AnswerForm is) {
        form = is;
        if (is.isStream()) {
            answerDue = null;
            beginning = AnswerForm.copyOf(
                    source.getBuffer(), 0, Math.min(source.getBuffer().size(), MAX_BEGINNING));
        }
    }

    /**
     * Waits for the form of the answer, and for all of an answer that is no stream. One that was cut is taken where it is a whole
     * document nevertheless.
     *
     * @throws IOException when the answer is cut
     */
    void readAhead() throws IOException {
        try {
            if (!form().isStream()) {
                text = whole();
            }
        } catch (IOException cut) {
            String read =
                    AnswerForm.copyOf(source.getBuffer(), 0, source.getBuffer().size());
            if (!AnswerForm.isJson(read)) {
                beginning = read;
                throw cut;
            }
            form = AnswerForm.DOCUMENT;
            text = read;
        }
    }

    /** The whole answer, where {@link #readAhead} has found that it is no stream; otherwise null. */
    @Nullable
    String text() {
        return text;
    }

    /** The whole answer as an error response, whatever its status is. */
    GenAiHttpException error(String body) {
        return errors.error(response.request(), response, body, where);
    }

    /** From now on each line is an event. */
    void readLines() {
        take(AnswerForm.LINES);
    }

    /** From now on each document of an answer that was read ahead is an event. */
    void readElements(JsonNode list) {
        readLines();
        source.getBuffer().clear();
        Iterator<JsonNode> documents = list.elements();
        reader = () -> documents.hasNext()
                ? new ServerSentEvent(
                        "", ServerSentEvent.DEFAULT_EVENT, documents.next().toString())
                : null;
    }

    /** Waits for the whole answer, which stays to be read. */
    String whole() throws IOException {
        long limit = limits.maxResponseBytes();
        if (source.request(limit + 1)) {
            throw ErrorResponses.tooLarge(limit, where);
        }
        return AnswerForm.copyOf(source.getBuffer(), 0, source.getBuffer().size());
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
            throw interrupted(e);
        }
    }

    NoResponseException interrupted(IOException cause) {
        return new NoResponseException(
                "The stream of " + where.provider() + " was interrupted: " + reason(cause) + afterBeginning(),
                where,
                cause);
    }

    /** The part of a message that shows what arrived, where no event did. */
    String afterBeginning() {
        return beginning.isBlank() ? "" : " after " + errors.shown(beginning);
    }

    Response response() {
        return response;
    }

    private @Nullable ServerSentEvent read() throws IOException {
        beginEvent();
        EventReader events = events();
        ServerSentEvent event = events.next();
        if (event != null) {
            beginning = "";
            return event;
        }
        if (form == AnswerForm.LINES && !endOfLines.isEmpty() && !linesEnded) {
            linesEnded = true;
            return new ServerSentEvent("", ServerSentEvent.DEFAULT_EVENT, endOfLines);
        }
        if (events.unfinished() == null && !beginning.isBlank()) {
            throw new IOException("it ended without an event");
        }
        return null;
    }

    private void beginEvent() {
        if (eventBegins && eventBudget != null) {
            eventDue = guard.deadlineIn(eventBudget);
        }
        eventBegins = false;
    }

    private EventReader events() throws IOException {
        EventReader known = reader;
        if (known == null) {
            AnswerForm is = form();
            if (is == AnswerForm.DOCUMENT || is == AnswerForm.TEXT) {
                throw new IOException("it is no event stream: " + errors.shown(whole()));
            }
            known = is == AnswerForm.LINES
                    ? new EventLineReader(source, limits.maxEventBytes())
                    : new ServerSentEventReader(source, limits.maxEventBytes());
            reader = known;
        }
        return known;
    }

    /** The last event was not just a keep-alive: the event deadline starts anew. For the reading thread. */
    public void markMeaningful() {
        eventBudget = limits.eventIdle();
        eventBudgetFor = EVENT;
        eventBegins = true;
    }

    /** The event at the end of the stream that lacks its blank line, or null. */
    public @Nullable ServerSentEvent unfinished() {
        return reader == null ? null : reader.unfinished();
    }

    /** The last reconnection time that the stream asked for, or null. For the reading thread. */
    public @Nullable Duration requestedRetryDelay() {
        return reader == null || reader.retryMillis() < 0 ? null : Duration.ofMillis(reader.retryMillis());
    }

    /** Closes the connection and ends a read. */
    @Override
    public void close() {
        guard.cancel();
        if (use.getAndSet(Use.CLOSED) == Use.IDLE) {
            release();
            discardConnection.run();
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

    /**
     * Releases an answer that was read ahead, on the thread that has read it. Okio uses its memory again.
     *
     * @param reusable whether the connection can be used again
     */
    void release(boolean reusable) {
        source.getBuffer().clear();
        if (reusable) {
            finish();
        } else {
            close();
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
            return guard.isCanceled() ? "it was closed from our side" : errors.brief(e);
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
                if (answerDue != null) {
                    guard.expireAt(answerDue, ANSWER);
                } else if (eventBudget != null && eventDue - idleDue < 0) {
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

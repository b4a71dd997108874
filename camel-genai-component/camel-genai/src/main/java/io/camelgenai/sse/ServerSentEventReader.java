package io.camelgenai.sse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream according to section 9.2.6 of the WHATWG HTML standard, however its bytes are split.
 *
 * <p>One field is added to the standard's: {@code error}, in which older versions of llama.cpp report a failure in the middle
 * of a stream. It begins an event of the type {@code error} whose data is its value.
 *
 * <p>The reader blocks only until the next event is complete, returns an event with the byte that completes it, never fails
 * on content, and reads no further than it needs. It does not close the source. For use by one thread.
 */
public final class ServerSentEventReader implements EventReader {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);
    private static final String ERROR_EVENT = "error";
    private static final int MAX_NAME_LENGTH = 5;

    private final LineReader lines;
    private final long maxEventBytes;
    private long eventBytes;
    private @Nullable String data;
    private @Nullable StringBuilder furtherData;
    private String event = "";
    private String lastNamed = "";
    private String pendingId = "";
    private String lastEventId = "";
    private long retryMillis = -1;
    private @Nullable ServerSentEvent unfinished;

    /**
     * @param source the body of the response
     * @param maxEventBytes the maximum size of a line, and of the data of one event, in bytes; more is an
     *     {@link EventTooLargeException}
     */
    public ServerSentEventReader(BufferedSource source, long maxEventBytes) {
        this.lines = new LineReader(source, maxEventBytes);
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Waits for the next event.
     *
     * @return the event, or null at the end of the stream; an event without its blank line is then dropped, as the
     *     standard demands, and available as {@link #unfinished()}
     * @throws EventTooLargeException when a limit is exceeded
     * @throws IOException when the source fails
     */
    @Override
    public @Nullable ServerSentEvent next() throws IOException {
        while (lines.next()) {
            ServerSentEvent complete;
            if (lines.length() == 0) {
                lastEventId = pendingId;
                complete = dispatch();
            } else if (isName(ERROR, nameLength())) {
                complete = dispatch();
                beginError();
            } else {
                field();
                complete = null;
            }
            if (complete != null) {
                return complete;
            }
        }
        keepUnfinished();
        return null;
    }

    @Override
    public long retryMillis() {
        return retryMillis;
    }

    /** The value of {@code Last-Event-ID} for a reconnect: the last id that a blank line confirmed, or empty. */
    public String lastEventId() {
        return lastEventId;
    }

    /**
     * The event that the end of the stream interrupted before its blank line, or null. It may be truncated anywhere: only a
     * caller that knows the exact text of an end marker can decide that the marker is complete.
     */
    @Override
    public @Nullable ServerSentEvent unfinished() {
        return unfinished;
    }

    /** A truncated line may complete an end marker. A truncated id or delay is not reliable, so it is dropped. */
    private void keepUnfinished() throws EventTooLargeException {
        long confirmedRetry = retryMillis;
        if (lines.length() > 0 && isName(ERROR, nameLength())) {
            beginError();
        } else if (lines.length() > 0) {
            field();
        }
        retryMillis = confirmedRetry;
        pendingId = lastEventId;
        ServerSentEvent rest = dispatch();
        if (rest != null) {
            unfinished = rest;
        }
    }

    private @Nullable ServerSentEvent dispatch() {
        ServerSentEvent complete = null;
        if (data != null) {
            String whole = furtherData == null ? data : furtherData.toString();
            complete = new ServerSentEvent(pendingId, event.isEmpty() ? ServerSentEvent.DEFAULT_EVENT : event, whole);
        }
        data = null;
        furtherData = null;
        event = "";
        eventBytes = 0;
        return complete;
    }

    private void beginError() throws EventTooLargeException {
        int from = valueIndex(ERROR.length);
        dispatch();
        event = ERROR_EVENT;
        append(lines.text(from));
    }

    private void field() throws EventTooLargeException {
        int name = nameLength();
        if (isName(DATA, name)) {
            append(lines.text(valueIndex(name)));
        } else if (isName(EVENT, name)) {
            event = eventNamed(valueIndex(name));
        } else if (isName(ID, name)) {
            String id = lines.text(valueIndex(name));
            if (id.indexOf('\0') < 0) {
                pendingId = id;
            }
        } else if (isName(RETRY, name)) {
            retry(lines.text(valueIndex(name)));
        }
    }

    /** The length of the field's name, up to the colon or the end of the line; no more than one above a known name. */
    private int nameLength() {
        int limit = Math.min(lines.length(), MAX_NAME_LENGTH + 1);
        int at = 0;
        while (at < limit && lines.at(at) != ':') {
            at++;
        }
        return at;
    }

    private boolean isName(byte[] name, int nameLength) {
        return nameLength == name.length && lines.startsWith(name);
    }

    /** The index of the value: after the colon and one space, or at the end of a line without a value. */
    private int valueIndex(int nameLength) {
        int from = Math.min(nameLength + 1, lines.length());
        return from < lines.length() && lines.at(from) == ' ' ? from + 1 : from;
    }

    /** Reuses the last name, since a stream repeats a few names. */
    private String eventNamed(int from) {
        if (!lines.isAscii(lastNamed, from)) {
            lastNamed = lines.text(from);
        }
        return lastNamed;
    }

    private void append(String line) throws EventTooLargeException {
        eventBytes += lines.length();
        if (eventBytes > maxEventBytes) {
            throw new EventTooLargeException(maxEventBytes);
        }
        if (data == null) {
            data = line;
            return;
        }
        if (furtherData == null) {
            furtherData = new StringBuilder(data);
        }
        furtherData.append('\n').append(line);
    }

    /** A value with anything but ASCII digits is ignored; a number too large for a long counts as the largest long. */
    private void retry(String digits) {
        long millis = digits.isEmpty() ? retryMillis : 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        retryMillis = millis;
    }
}

package io.camelgenai.sse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream as section 9.2.6 of the WHATWG HTML standard says, on every split of its bytes.
 *
 * <p>It blocks only while the stream holds no whole event, delivers an event with the byte that ends it, never fails on
 * content, and reads nothing beyond what it needs. It does not close the source. Not safe for use by several threads.
 */
public final class ServerSentEventReader {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);
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
     * @param maxEventBytes how large a line, and the data of one event, may be, in bytes; more ends the reading with an
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
     *     standard says, and can be seen as {@link #unfinished()}
     * @throws EventTooLargeException when a limit is exceeded
     * @throws IOException when the source fails
     */
    public @Nullable ServerSentEvent next() throws IOException {
        while (lines.next()) {
            if (lines.length() > 0) {
                field();
                continue;
            }
            lastEventId = pendingId;
            ServerSentEvent complete = dispatch();
            if (complete != null) {
                return complete;
            }
        }
        keepUnfinished();
        return null;
    }

    /** The reconnection time that the stream asked for last, in milliseconds, or -1 when it asked for none. */
    public long retryMillis() {
        return retryMillis;
    }

    /** What a reconnect has to send as {@code Last-Event-ID}: the last id that a blank line confirmed, or empty. */
    public String lastEventId() {
        return lastEventId;
    }

    /**
     * What stood at the end of the stream without the blank line that would have made it an event, or null. It may be cut
     * anywhere: only a caller that knows the exact text of a marker can tell that the marker is whole.
     */
    public @Nullable ServerSentEvent unfinished() {
        return unfinished;
    }

    /** A line that the end of the stream cut may still complete a marker, but neither an id nor a delay. */
    private void keepUnfinished() throws EventTooLargeException {
        long confirmedRetry = retryMillis;
        if (lines.length() > 0) {
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

    private void field() throws EventTooLargeException {
        int name = nameLength();
        if (isName(DATA, name)) {
            append(lines.text(valueBehind(name)));
        } else if (isName(EVENT, name)) {
            event = eventNamed(valueBehind(name));
        } else if (isName(ID, name)) {
            String id = lines.text(valueBehind(name));
            if (id.indexOf('\0') < 0) {
                pendingId = id;
            }
        } else if (isName(RETRY, name)) {
            retry(lines.text(valueBehind(name)));
        }
    }

    /** How long the field's name is: to the colon or the end of the line, and not further than a name that is known. */
    private int nameLength() {
        int most = Math.min(lines.length(), MAX_NAME_LENGTH + 1);
        int at = 0;
        while (at < most && lines.at(at) != ':') {
            at++;
        }
        return at;
    }

    private boolean isName(byte[] name, int nameLength) {
        return nameLength == name.length && lines.startsWith(name);
    }

    /** Where the value begins: behind the colon and one space, or at the end of a line that has neither. */
    private int valueBehind(int nameLength) {
        int from = Math.min(nameLength + 1, lines.length());
        return from < lines.length() && lines.at(from) == ' ' ? from + 1 : from;
    }

    /** Streams name the same few events again and again. */
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

    /** Only ASCII digits count; a number too large for a long is as good as the largest. */
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

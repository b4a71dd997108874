package io.camelgenai.sse;

/**
 * One event of an event stream, as section 9.2 of the WHATWG HTML standard dispatches it.
 *
 * @param id the last event id at the time of dispatch, empty where none was set
 * @param event the event type, {@code message} where the stream named none
 * @param data the data lines, joined by line feeds
 */
public record ServerSentEvent(String id, String event, String data) {

    /** The type of an event that the stream did not name. */
    public static final String DEFAULT_EVENT = "message";

    /** Shows the type and the length, never the data, which may be a user's text. */
    @Override
    public String toString() {
        return "ServerSentEvent[" + event + ", " + data.length() + " characters]";
    }
}

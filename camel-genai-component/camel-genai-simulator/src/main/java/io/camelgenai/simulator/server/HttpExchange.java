package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request and its response. Used on the event loop only. */
public final class HttpExchange {
    private final Channel channel;
    private final Request request;
    private final Executor executor;
    private final ChannelResponseWriter channelWriter;
    private ResponseWriter writer;
    private Map<String, String> pathParameters = Map.of();
    private Journal.@Nullable Entry journalEntry;
    private @Nullable Fault fault;
    private Supplier<Map<String, String>> commonHeaders = Map::of;
    private @Nullable ChannelHandler unreadHandler;
    private @Nullable Future<?> timer;
    private @Nullable Runnable onWritable;
    private @Nullable Runnable onClosed;

    HttpExchange(Channel channel, Request request, boolean keepAlive, Executor executor, Runnable onEnd) {
        this.channel = channel;
        this.request = request;
        this.executor = executor;
        this.channelWriter = new ChannelResponseWriter(channel, keepAlive, this::recordStatus, onEnd);
        this.writer = channelWriter;
    }

    /** Returns the request. */
    public Request request() {
        return request;
    }

    /** Returns a path parameter of the route, percent-decoded. */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    /** Sends a complete response. */
    public void respond(Response response) {
        byte[] body = writer.document(response.body());
        writer.head(response.status(), withCommonHeaders(response.headers()), body.length);
        writer.frame(body);
        writer.end();
    }

    /** Sends a response that is computed on another thread. */
    public void respondAsync(Supplier<Response> computation) {
        executor.execute(() -> {
            try {
                Response response = computation.get();
                channel.eventLoop().execute(() -> respond(response));
            } catch (RuntimeException | Error e) {
                InternalErrors.report(e);
                channelWriter.cut();
            }
        });
    }

    /** Begins a streamed response; its head is sent immediately. */
    public void beginStream(Map<String, String> headers) {
        writer.head(200, withCommonHeaders(headers), ResponseWriter.STREAM);
        writer.flush();
    }

    /** Writes a frame, which is sent with the next {@link #flush}; the bytes are not copied. */
    public void frame(byte[] bytes) {
        writer.frame(bytes);
    }

    /** Returns whether a fault changes the response, so that each frame must be written by itself. */
    public boolean isFaulty() {
        return writer != channelWriter;
    }

    /** Returns whether a fault hides a generation from this request, although it exists and belongs to the request's key. */
    public boolean hides(boolean terminal) {
        return fault != null
                && (fault.kind() == Fault.Kind.FOREIGN_KEY || (fault.kind() == Fault.Kind.HIDE && terminal));
    }

    /** Sends what was written. */
    public void flush() {
        writer.flush();
    }

    /** Ends a streamed response. */
    public void end() {
        writer.end();
    }

    /** Returns whether a frame can still reach the client: false after the end and when the connection is closed. */
    public boolean isOpen() {
        return writer.isOpen();
    }

    /** Returns whether the client reads fast enough; if not, {@link #onWritable} is called when it has caught up. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Sets the action for when the client has caught up. */
    public void onWritable(Runnable action) {
        onWritable = action;
    }

    /** Sets the action for when the exchange is over, whoever ended it. */
    public void onClosed(Runnable action) {
        onClosed = action;
    }

    /**
     * Schedules an action. It replaces an earlier one: an exchange waits for one thing at a time. The action does not run
     * if the connection is closed by then.
     *
     * @param nanos the delay in nanoseconds
     * @param action the action
     */
    public void schedule(long nanos, Runnable action) {
        cancelTimer();
        timer = channel.eventLoop().schedule(() -> runGuarded(action), Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    void routed(Journal.Entry entry, Map<String, String> parameters, Supplier<Map<String, String>> headers) {
        journalEntry = entry;
        pathParameters = parameters;
        commonHeaders = headers;
    }

    void inject(Fault injected) {
        fault = injected;
        switch (injected.kind()) {
            case HIDE, FOREIGN_KEY -> {}
            case CUT_UNREAD -> {
                unreadHandler = new UnreadResponseHandler(injected.delay());
                channel.pipeline().addFirst(unreadHandler);
            }
            default -> writer = new FaultyResponseWriter(channelWriter, injected);
        }
    }

    void writable() {
        if (onWritable != null && isOpen()) {
            onWritable.run();
        }
    }

    void closed() {
        cancelTimer();
        if (unreadHandler != null && channel.isActive()) {
            channel.pipeline().remove(unreadHandler);
        }
        onWritable = null;
        if (onClosed != null) {
            onClosed.run();
        }
    }

    private void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            InternalErrors.report(e);
            channelWriter.cut();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private Map<String, String> withCommonHeaders(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(commonHeaders.get());
        all.putAll(headers);
        return all;
    }

    private void recordStatus(int status) {
        if (journalEntry != null) {
            journalEntry.answered(status);
        }
    }
}

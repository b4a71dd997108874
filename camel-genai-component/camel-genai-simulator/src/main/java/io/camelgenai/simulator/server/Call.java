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

/** One request and its answer. Used on the event loop only. */
public final class Call {
    private final Channel channel;
    private final Request request;
    private final Executor workers;
    private final ChannelOutlet wire;
    private Outlet outlet;
    private Map<String, String> parameters = Map.of();
    private Journal.@Nullable Line line;
    private @Nullable Fault fault;
    private Supplier<Map<String, String>> commonHeaders = Map::of;
    private @Nullable ChannelHandler watch;
    private @Nullable Future<?> timer;
    private @Nullable Runnable whenWritable;
    private @Nullable Runnable whenClosed;

    Call(Channel channel, Request request, boolean keepAlive, Executor workers, Runnable onEnd) {
        this.channel = channel;
        this.request = request;
        this.workers = workers;
        this.wire = new ChannelOutlet(channel, keepAlive, this::answered, onEnd);
        this.outlet = wire;
    }

    /**
     * The request.
     *
     * @return the request
     */
    public Request request() {
        return request;
    }

    /**
     * A path parameter.
     *
     * @param name its name in the route's template
     * @return its value, percent-decoded
     */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    /**
     * Answers.
     *
     * @param response the whole answer
     */
    public void reply(Response response) {
        byte[] body = outlet.document(response.body());
        outlet.head(response.status(), withCommon(response.headers()), body.length);
        outlet.frame(body);
        outlet.end();
    }

    /**
     * Answers with what is worked out on another thread.
     *
     * @param work makes the answer
     */
    public void replyLater(Supplier<Response> work) {
        workers.execute(() -> {
            try {
                Response response = work.get();
                channel.eventLoop().execute(() -> reply(response));
            } catch (RuntimeException | Error e) {
                Defect.report(e);
                wire.cut();
            }
        });
    }

    /**
     * Begins an answer of frames; its head goes out at once.
     *
     * @param headers the headers of the answer
     */
    public void beginStream(Map<String, String> headers) {
        outlet.head(200, withCommon(headers), Outlet.STREAM);
        outlet.flush();
    }

    /**
     * Sends a frame with the next {@link #flush}.
     *
     * @param bytes the frame, not copied
     */
    public void frame(byte[] bytes) {
        outlet.frame(bytes);
    }

    /**
     * Tells whether something goes wrong with the answer on purpose.
     *
     * @return true where frames must be sent one by one
     */
    public boolean isBent() {
        return outlet != wire;
    }

    /**
     * Tells whether a generation must not be seen by this call, although it exists.
     *
     * @param generation a generation of the key that the call came with
     * @return true where the call is to be answered as if there were no such generation
     */
    public boolean conceals(SimulatedGeneration generation) {
        return fault != null
                && (fault.kind() == Fault.Kind.FOREIGN_KEY
                        || (fault.kind() == Fault.Kind.HIDE && generation.isTerminal()));
    }

    /** Pushes frames out. */
    public void flush() {
        outlet.flush();
    }

    /** Ends an answer of frames. */
    public void end() {
        outlet.end();
    }

    /**
     * Tells whether what is sent may still arrive.
     *
     * @return false after the end, and when the connection is gone
     */
    public boolean isOpen() {
        return outlet.isOpen();
    }

    /**
     * Tells whether the client keeps up.
     *
     * @return false when enough waits to be sent; {@link #whenWritable} tells when that is over
     */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /**
     * Sets what is run when the client has caught up.
     *
     * @param action the action
     */
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    /**
     * Sets what is run when the call is over, whoever ended it.
     *
     * @param action the action
     */
    public void whenClosed(Runnable action) {
        whenClosed = action;
    }

    /**
     * Runs something later, in place of what was set before: a call waits for one thing at a time. Not run when the
     * connection is gone by then.
     *
     * @param nanos the wait in nanoseconds
     * @param action the action
     */
    public void after(long nanos, Runnable action) {
        stopTimer();
        timer = channel.eventLoop().schedule(() -> guarded(action), Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    void route(Journal.Line journalLine, Map<String, String> pathParameters, Supplier<Map<String, String>> headers) {
        line = journalLine;
        parameters = pathParameters;
        commonHeaders = headers;
    }

    void bend(Fault by) {
        fault = by;
        switch (by.kind()) {
            case HIDE, FOREIGN_KEY -> {}
            case CUT_UNREAD -> {
                watch = new UnreadCut(by.delay());
                channel.pipeline().addFirst(watch);
            }
            default -> outlet = new FaultyOutlet(wire, by);
        }
    }

    void writable() {
        if (whenWritable != null && isOpen()) {
            whenWritable.run();
        }
    }

    void closed() {
        stopTimer();
        if (watch != null && channel.isActive()) {
            channel.pipeline().remove(watch);
        }
        whenWritable = null;
        if (whenClosed != null) {
            whenClosed.run();
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            Defect.report(e);
            wire.cut();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private Map<String, String> withCommon(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(commonHeaders.get());
        all.putAll(headers);
        return all;
    }

    private void answered(int status) {
        if (line != null) {
            line.answered(status);
        }
    }
}

package io.camelgenai.simulator.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection: handles its requests one after the other, also if they are pipelined. */
@SuppressWarnings("FutureReturnValueIgnored") // the result of a close does not matter
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int PIPELINE_LIMIT = 64;

    private record PendingRequest(Request request, boolean keepAlive) {}

    private final Dispatcher dispatcher;
    private final Executor executor;
    private final AtomicInteger openConnections;
    private final Deque<PendingRequest> pending = new ArrayDeque<>();
    private @Nullable HttpExchange current;

    ConnectionHandler(Dispatcher dispatcher, Executor executor, AtomicInteger openConnections) {
        this.dispatcher = dispatcher;
        this.executor = executor;
        this.openConnections = openConnections;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        openConnections.incrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        if (message.decoderResult().isFailure() || pending.size() >= PIPELINE_LIMIT) {
            ctx.close();
            return;
        }
        pending.add(new PendingRequest(Request.of(message), HttpUtil.isKeepAlive(message)));
        if (current == null) {
            next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        PendingRequest first = pending.poll();
        if (first == null) {
            return;
        }
        HttpExchange exchange =
                new HttpExchange(ctx.channel(), first.request(), first.keepAlive(), executor, () -> ended(ctx));
        current = exchange;
        dispatcher.dispatch(exchange);
    }

    private void ended(ChannelHandlerContext ctx) {
        if (current != null) {
            current.closed();
        }
        current = null;
        // Scheduled, not called: a long pipeline would become a deep stack.
        ctx.executor().execute(() -> {
            if (current == null) {
                next(ctx);
            }
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null && ctx.channel().isWritable()) {
            current.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        openConnections.decrementAndGet();
        pending.clear();
        if (current != null) {
            current.closed();
            current = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Clients that reset their connections, or hang up before their request is complete, are expected.
        if (!(cause instanceof IOException || cause instanceof PrematureChannelClosureException)) {
            InternalErrors.report(cause);
        }
        ctx.close();
    }
}

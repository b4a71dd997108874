package io.camelgenai.simulator.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection: takes its requests one after the other, also when they are pipelined. */
@SuppressWarnings("FutureReturnValueIgnored") // closing needs no answer
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int PIPELINE_LIMIT = 64;

    private record Waiting(Request request, boolean keepAlive) {}

    private final Dispatcher dispatcher;
    private final Executor workers;
    private final AtomicInteger openConnections;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Call current;

    ConnectionHandler(Dispatcher dispatcher, Executor workers, AtomicInteger openConnections) {
        this.dispatcher = dispatcher;
        this.workers = workers;
        this.openConnections = openConnections;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        openConnections.incrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        if (message.decoderResult().isFailure() || waiting.size() >= PIPELINE_LIMIT) {
            ctx.close();
            return;
        }
        waiting.add(new Waiting(Request.of(message), HttpUtil.isKeepAlive(message)));
        if (current == null) {
            next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        Waiting first = waiting.poll();
        if (first == null) {
            return;
        }
        Call call = new Call(ctx.channel(), first.request(), first.keepAlive(), workers, () -> ended(ctx));
        current = call;
        dispatcher.dispatch(call);
    }

    private void ended(ChannelHandlerContext ctx) {
        if (current != null) {
            current.closed();
        }
        current = null;
        // Not from within the call that has just ended: a long pipeline would become a deep stack.
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
        waiting.clear();
        if (current != null) {
            current.closed();
            current = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that resets its connection is daily bread here.
        if (!(cause instanceof IOException)) {
            Defect.report(cause);
        }
        ctx.close();
    }
}

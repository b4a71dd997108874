package io.camelgenai.simulator.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection whose client has stopped reading, as providers do to save memory. */
@SuppressWarnings("FutureReturnValueIgnored") // the result of a close does not matter
final class UnreadResponseHandler extends ChannelInboundHandlerAdapter {
    private static final int BUFFER_BYTES = 16_384;

    private final Duration timeout;
    private @Nullable Future<?> pendingClose;

    UnreadResponseHandler(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.SO_SNDBUF, BUFFER_BYTES);
        ctx.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(BUFFER_BYTES / 2, BUFFER_BYTES));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelClose();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        cancelClose();
        if (!ctx.channel().isWritable()) {
            // The close does not wait for what was written: that would wait for the client.
            pendingClose =
                    ctx.executor().schedule(() -> ctx.channel().close(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        ctx.fireChannelWritabilityChanged();
    }

    private void cancelClose() {
        if (pendingClose != null) {
            pendingClose.cancel(false);
            pendingClose = null;
        }
    }
}

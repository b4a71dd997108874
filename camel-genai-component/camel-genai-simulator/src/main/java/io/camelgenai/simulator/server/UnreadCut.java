package io.camelgenai.simulator.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection whose client has stopped reading, as providers do to save their memory. */
@SuppressWarnings("FutureReturnValueIgnored") // closing needs no answer
final class UnreadCut extends ChannelInboundHandlerAdapter {
    private static final int SMALL = 16_384;

    private final Duration patience;
    private @Nullable Future<?> cut;

    UnreadCut(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.SO_SNDBUF, SMALL);
        ctx.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(SMALL / 2, SMALL));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        calmDown();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        calmDown();
        if (!ctx.channel().isWritable()) {
            // At once: what waits to be sent would wait for ever.
            cut = ctx.executor().schedule(() -> ctx.channel().close(), patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        ctx.fireChannelWritabilityChanged();
    }

    private void calmDown() {
        if (cut != null) {
            cut.cancel(false);
            cut = null;
        }
    }
}

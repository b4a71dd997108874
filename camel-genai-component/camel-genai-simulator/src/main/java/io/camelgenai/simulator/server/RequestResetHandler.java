package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Resets a connection while the body of a request is read, if a fault says so. */
@SuppressWarnings("FutureReturnValueIgnored") // the result of a close does not matter
final class RequestResetHandler extends ChannelInboundHandlerAdapter {
    private final Dispatcher dispatcher;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable HttpRequest head;
    private long limit;

    RequestResetHandler(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            String path = request.uri().split("\\?", 2)[0];
            Fault fault = dispatcher.takeEarlyFault(request.method().name(), path);
            if (fault != null) {
                head = request;
                limit = fault.position().count();
            }
        }
        if (head == null) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            consume(ctx, head, message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void consume(ChannelHandlerContext ctx, HttpRequest request, Object message) throws Exception {
        if (message instanceof HttpContent content) {
            ByteBuf bytes = content.content();
            bytes.readBytes(received, (int) Math.min(bytes.readableBytes(), limit - received.size()));
        }
        if (ctx.channel().isActive() && (received.size() >= limit || message instanceof LastHttpContent)) {
            dispatcher.recordIncomplete(new Request(
                    request.method().name(), request.uri(), request.headers().copy(), received.toByteArray()));
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
        }
    }
}

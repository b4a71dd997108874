package io.camelgenai.simulator.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/** Writes a response to its connection. */
// A write that fails closes the channel, which ends the exchange.
@SuppressWarnings("FutureReturnValueIgnored")
final class ChannelResponseWriter implements ResponseWriter {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Channel channel;
    private final boolean keepAlive;
    private final IntConsumer onHead;
    private final Runnable onEnd;
    private boolean ended;

    ChannelResponseWriter(Channel channel, boolean keepAlive, IntConsumer onHead, Runnable onEnd) {
        this.channel = channel;
        this.keepAlive = keepAlive;
        this.onHead = onHead;
        this.onEnd = onEnd;
    }

    @Override
    public byte[] document(byte[] body) {
        return body;
    }

    @Override
    public void head(int status, Map<String, String> headers, long length) {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        response.headers().set(HttpHeaderNames.DATE, HTTP_DATE.format(Instant.now()));
        headers.forEach((name, value) -> response.headers().set(name, value));
        if (length == STREAM) {
            HttpUtil.setTransferEncodingChunked(response, true);
        } else {
            HttpUtil.setContentLength(response, length);
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        onHead.accept(status);
        channel.write(response);
    }

    @Override
    public void frame(byte[] bytes) {
        channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void end() {
        ended = true;
        var sent = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (keepAlive) {
            onEnd.run();
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public boolean isOpen() {
        return !ended && channel.isActive();
    }

    /** Closes the connection after sending what was written; the client sees a response that is cut off. */
    void cut() {
        ended = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes the connection with an RST instead of a FIN. */
    void reset() {
        ended = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        });
    }
}

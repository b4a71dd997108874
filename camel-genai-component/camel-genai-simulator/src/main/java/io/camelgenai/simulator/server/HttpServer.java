package io.camelgenai.simulator.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An HTTP server on the loopback address, with one thread for all connections and at most two that render files. */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String THREADS = "genai-simulator";
    private static final int BODY_LIMIT = 32 << 20;

    private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger openConnections = new AtomicInteger();
    private final EventLoopGroup loop = eventLoop(tracked(THREADS));
    private final ExecutorService renderers = Executors.newFixedThreadPool(2, tracked(THREADS + "-renderer"));
    private final ChannelGroup channels = new DefaultChannelGroup(loop.next(), true);
    private final Channel listener;

    /**
     * Opens a port.
     *
     * @param port the port, 0 for a free one
     * @param providers the simulated providers
     * @param control responds to requests for the simulator itself
     * @param journal records the requests
     * @param faults the armed faults
     * @throws UncheckedIOException if the port cannot be opened
     */
    public HttpServer(
            int port, List<Provider> providers, Consumer<HttpExchange> control, Journal journal, FaultQueue faults) {
        Dispatcher dispatcher = new Dispatcher(providers, control, journal, faults);
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(16_384, 65_536, 65_536))
                                .addLast(new RequestResetHandler(dispatcher))
                                .addLast(new HttpObjectAggregator(BODY_LIMIT))
                                .addLast(new ConnectionHandler(dispatcher, renderers, openConnections));
                    }
                })
                .bind(LOOPBACK, port)
                .awaitUninterruptibly();
        listener = bound.channel();
        channels.add(listener);
        if (!bound.isSuccess()) {
            close();
            throw new UncheckedIOException(
                    "Port " + port + " of " + LOOPBACK + " cannot be opened: "
                            + bound.cause().getMessage(),
                    new IOException(bound.cause()));
        }
    }

    /** Returns the port. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Returns the base URL of the server, for example {@code http://127.0.0.1:8089}. */
    public String baseUrl() {
        return "http://" + LOOPBACK + ":" + port();
    }

    /** Returns the number of open connections. */
    public int openConnections() {
        return openConnections.get();
    }

    /** Runs an action on the event loop, where the providers live, and waits for it. */
    public void onLoop(Runnable action) {
        if (threads.contains(Thread.currentThread())) {
            action.run();
        } else {
            loop.submit(action).syncUninterruptibly();
        }
    }

    /**
     * Closes port and connections and waits until the threads have ended. Netty's shutdown alone does not always close them:
     * not if it begins while the loop executes a task.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the threads are joined instead
    @Override
    public void close() {
        renderers.shutdownNow();
        channels.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Netty 4.2 deprecates this constructor, but Netty 4.1, which other libraries may bring, has no other. */
    @SuppressWarnings("deprecation")
    private static EventLoopGroup eventLoop(ThreadFactory factory) {
        return new NioEventLoopGroup(1, factory);
    }

    private ThreadFactory tracked(String name) {
        ThreadFactory factory = new DefaultThreadFactory(name, true);
        return task -> {
            Thread thread = factory.newThread(task);
            threads.add(thread);
            return thread;
        };
    }
}

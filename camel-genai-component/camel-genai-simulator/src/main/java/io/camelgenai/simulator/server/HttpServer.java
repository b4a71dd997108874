package io.camelgenai.simulator.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
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

/** Listens on the loopback address. One thread for all connections, at most two that draw. */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String THREADS = "genai-simulator";
    private static final int BODY_LIMIT = 32 << 20;

    private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger openConnections = new AtomicInteger();
    private final EventLoopGroup loop = eventLoop(remembering(THREADS));
    private final ExecutorService workers = Executors.newFixedThreadPool(2, remembering(THREADS + "-artist"));
    private final Channel listener;

    /**
     * Opens the port.
     *
     * @param port the port, 0 for a free one
     * @param providers who is played
     * @param control answers what goes to no provider
     * @param journal where requests are written
     * @param faults where faults wait
     * @throws UncheckedIOException where the port can not be had
     */
    public HttpServer(int port, List<Provider> providers, Consumer<Call> control, Journal journal, FaultQueue faults) {
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
                        channel.pipeline()
                                .addLast(new HttpServerCodec(16_384, 65_536, 65_536))
                                .addLast(new RequestCut(dispatcher))
                                .addLast(new HttpObjectAggregator(BODY_LIMIT))
                                .addLast(new ConnectionHandler(dispatcher, workers, openConnections));
                    }
                })
                .bind(LOOPBACK, port)
                .awaitUninterruptibly();
        listener = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new UncheckedIOException(
                    "Port " + port + " of " + LOOPBACK + " can not be had: "
                            + bound.cause().getMessage(),
                    new IOException(bound.cause()));
        }
    }

    /**
     * The port.
     *
     * @return the port that is listened on
     */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * The address of the server.
     *
     * @return for example {@code http://127.0.0.1:8089}
     */
    public String baseUrl() {
        return "http://" + LOOPBACK + ":" + port();
    }

    /**
     * How many clients are connected.
     *
     * @return the number of open connections
     */
    public int openConnections() {
        return openConnections.get();
    }

    /**
     * Runs something on the event loop, where the providers live, and waits for it.
     *
     * @param action the action
     */
    public void onLoop(Runnable action) {
        if (threads.contains(Thread.currentThread())) {
            action.run();
        } else {
            loop.submit(action).syncUninterruptibly();
        }
    }

    /** Closes port and connections and waits until the threads are gone. */
    @SuppressWarnings("FutureReturnValueIgnored") // the threads themselves are waited for
    @Override
    public void close() {
        workers.shutdownNow();
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

    /** Netty 4.2 has a newer way; this one is also there in 4.1, which other libraries may bring along. */
    @SuppressWarnings("deprecation")
    private static EventLoopGroup eventLoop(ThreadFactory factory) {
        return new NioEventLoopGroup(1, factory);
    }

    private ThreadFactory remembering(String name) {
        ThreadFactory factory = new DefaultThreadFactory(name, true);
        return task -> {
            Thread thread = factory.newThread(task);
            threads.add(thread);
            return thread;
        };
    }
}

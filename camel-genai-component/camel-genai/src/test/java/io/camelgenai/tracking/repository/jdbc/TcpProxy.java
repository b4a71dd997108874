package io.camelgenai.tracking.repository.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A network before a server on this machine, which can lose answers together with their connection, or hang. */
public final class TcpProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(7);
    private final AtomicInteger lost = new AtomicInteger();
    private volatile double loss;
    private volatile CountDownLatch passes = new CountDownLatch(0);

    public TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Loses this part of the answers from now on, each with its connection. */
    public void loseAnswers(double part) {
        loss = part;
    }

    /** How many answers were lost. */
    public int lost() {
        return lost.get();
    }

    /** Passes nothing on, in no direction, until it is set to false. */
    public void hang(boolean value) {
        passes.countDown();
        passes = new CountDownLatch(value ? 1 : 0);
    }

    /** Passes nothing on of the connections that are open now, for ever. */
    public void hangOpenConnections() {
        links.forEach(each -> each.dead = true);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Link link = new Link(server.accept());
                links.add(link);
                start("requests", () -> link.pump(link.client, link.server, false));
                start("answers", () -> link.pump(link.server, link.client, true));
            } catch (IOException e) {
                // Closed, or the server refuses connections.
            }
        }
    }

    @Override
    public void close() {
        passes.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(Link::close);
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean dead;

        Link(Socket client) throws IOException {
            this.client = client;
            this.server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void pump(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[8192];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    passes.await();
                    if (answers && random.nextDouble() < loss) {
                        lost.incrementAndGet();
                        return;
                    }
                    if (!dead) {
                        out.write(buffer, 0, count);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // The other side has closed its connection.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close();
            }
        }

        void close() {
            links.remove(this);
            for (Socket each : new Socket[] {client, server}) {
                try {
                    each.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

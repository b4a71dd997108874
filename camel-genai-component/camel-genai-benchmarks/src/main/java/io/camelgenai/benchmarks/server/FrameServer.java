package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Responds to {@code POST .../chat/completions} with a stream whose frames were encoded in advance. The path selects the
 * frames:
 *
 * <ul>
 *   <li>{@code /fast/N}: N frames, as fast as the socket accepts them
 *   <li>{@code /numbered/N}: the same, each with a date of its own
 *   <li>{@code /paced/GROUP}: the id, and then the frames that {@link FrameControl} requests with
 *       {@code /run/PER_SECOND/EVENTS}, {@code /ping} and {@code /complete}
 * </ul>
 *
 * <p>{@code /clock} returns this process's monotonic clock.
 */
public final class FrameServer {

    private static final int BACKLOG = 4096;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Map<String, FastStream> fast = new ConcurrentHashMap<>();
    private final Map<String, PacedGroup> paced = new ConcurrentHashMap<>();

    private FrameServer() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Serves until the parent process exits.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        FrameServer server = new FrameServer();
        ServerProcess.exitWithParent();
        System.out.println("http://127.0.0.1:" + server.server.socket().getLocalPort());
        server.serve();
    }

    private void serve() throws IOException {
        while (true) {
            selector.select();
            Map<SocketChannel, String> requests = new LinkedHashMap<>();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    accept();
                } else {
                    read(key, requests);
                }
            }
            // Deregisters the channels whose keys were canceled; only then may they block.
            selector.selectNow();
            requests.forEach(this::respond);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Http.Incoming());
        }
    }

    private static void read(SelectionKey key, Map<SocketChannel, String> requests) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            String path = ((Http.Incoming) key.attachment()).read(channel);
            if (path != null) {
                key.cancel();
                requests.put(channel, path);
            }
        } catch (IOException e) {
            channel.close();
        }
    }

    private void respond(SocketChannel channel, String path) {
        String[] parts = path.split("/");
        switch (parts[1]) {
            case "fast", "numbered" -> fast(channel, parts[1] + "/" + parts[2]);
            case "paced" -> paced(channel, paced.computeIfAbsent(parts[2], name -> new PacedGroup()), parts);
            case "clock" -> respond(channel, 200, Long.toString(System.nanoTime()));
            default -> respond(channel, 404, "Unknown path " + path);
        }
    }

    private void paced(SocketChannel channel, PacedGroup group, String[] parts) {
        switch (parts[3]) {
            case "chat" -> group.add(channel);
            case "run" -> group.run(Integer.parseInt(parts[4]), Integer.parseInt(parts[5]));
            case "ping" -> group.ping();
            default -> group.complete();
        }
        if (!parts[3].equals("chat")) {
            respond(channel, 200, "");
        }
    }

    private static void respond(SocketChannel channel, int status, String body) {
        try (channel) {
            channel.write(ByteBuffer.wrap(Http.respond(status, body)));
        } catch (IOException gone) {
            // The client does not wait for the response.
        }
    }

    private void fast(SocketChannel channel, String name) {
        Thread writer = new Thread(() -> write(channel, name), "fast");
        writer.setDaemon(true);
        writer.start();
    }

    private void write(SocketChannel channel, String name) {
        String[] parts = name.split("/");
        FastStream stream = fast.computeIfAbsent(
                name, key -> new FastStream(Integer.parseInt(parts[1]), parts[0].equals("numbered")));
        try (channel) {
            channel.configureBlocking(true);
            stream.writeTo(channel);
        } catch (IOException e) {
            // The client may disconnect early.
        }
    }
}

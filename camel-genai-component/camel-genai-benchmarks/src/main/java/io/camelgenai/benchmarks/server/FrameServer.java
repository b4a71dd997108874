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
 * Answers {@code POST .../chat/completions} with a stream whose frames were encoded before. What comes is in the path:
 *
 * <ul>
 *   <li>{@code /fast/N}: N frames, as fast as the socket takes them
 *   <li>{@code /paced/GROUP}: the id, and then what {@link FrameControl} tells the group, by {@code /run/PER_SECOND/EVENTS},
 *       {@code /ping} and {@code /end}
 * </ul>
 *
 * <p>{@code /clock} answers with this process's monotonic clock.
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
     * Serves until the process that started it has ended.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        FrameServer server = new FrameServer();
        ServerProcess.endWithParent();
        System.out.println("http://127.0.0.1:" + server.server.socket().getLocalPort());
        server.serve();
    }

    private void serve() throws IOException {
        while (true) {
            selector.select();
            Map<SocketChannel, String> whole = new LinkedHashMap<>();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    accept();
                } else {
                    read(key, whole);
                }
            }
            // Lets go of the channels whose keys were canceled: only then may they block.
            selector.selectNow();
            whole.forEach(this::answer);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Http.Incoming());
        }
    }

    private static void read(SelectionKey key, Map<SocketChannel, String> whole) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            String path = ((Http.Incoming) key.attachment()).read(channel);
            if (path != null) {
                key.cancel();
                whole.put(channel, path);
            }
        } catch (IOException e) {
            channel.close();
        }
    }

    private void answer(SocketChannel channel, String path) {
        String[] parts = path.split("/");
        switch (parts[1]) {
            case "fast", "numbered" -> fast(channel, parts[1] + "/" + parts[2]);
            case "paced" -> paced(channel, paced.computeIfAbsent(parts[2], name -> new PacedGroup()), parts);
            case "clock" -> answer(channel, 200, Long.toString(System.nanoTime()));
            default -> answer(channel, 404, "There is no " + path);
        }
    }

    private void paced(SocketChannel channel, PacedGroup group, String[] parts) {
        switch (parts[3]) {
            case "chat" -> group.join(channel);
            case "run" -> group.run(Integer.parseInt(parts[4]), Integer.parseInt(parts[5]));
            case "ping" -> group.ping();
            default -> group.end();
        }
        if (!parts[3].equals("chat")) {
            answer(channel, 200, "");
        }
    }

    private static void answer(SocketChannel channel, int status, String body) {
        try (channel) {
            channel.write(ByteBuffer.wrap(Http.answer(status, body)));
        } catch (IOException gone) {
            // Nobody waits for it then.
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
            // Who reads may go before the end.
        }
    }
}

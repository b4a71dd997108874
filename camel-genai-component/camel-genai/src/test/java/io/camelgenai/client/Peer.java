package io.camelgenai.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A server of bare sockets that reads each complete request and then plays the next act of its script. */
public final class Peer implements AutoCloseable {

    /** Runs after a request was read; the connection stays open unless the act closes it. */
    public interface Act {
        void play(Socket socket, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final Queue<Act> script = new ConcurrentLinkedQueue<>();
    private final Function<String, Act> acts;
    private final Map<String, Act> always = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public Peer(Act... acts) throws IOException {
        this(ServerSocketFactory.getDefault(), acts);
    }

    /** @param sockets creates the server's socket, for TLS */
    public Peer(ServerSocketFactory sockets, Act... acts) throws IOException {
        script.addAll(List.of(acts));
        this.acts = this::next;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** @param acts says what is played for a request, as sent on the wire */
    public Peer(Function<String, Act> acts) throws IOException {
        this.acts = acts;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public static Act answer(String... lines) {
        return (socket, out) -> out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    public static Act json(String status, String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status));
        lines.addAll(List.of(headers));
        lines.add("Content-Type: application/json");
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        lines.add("");
        lines.add(body);
        return answer(lines.toArray(String[]::new));
    }

    /** A whole event stream. */
    public static Act stream(String body) {
        return answer(
                "HTTP/1.1 200 OK",
                "Content-Type: text/event-stream",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                "",
                body);
    }

    /** Waits between two parts of an answer, as a slow server does; fails when the client has hung up. */
    public static void pause(Socket socket, Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            if (socket.getInputStream().read() == -1) {
                throw new EOFException("The client hung up");
            }
        } catch (SocketTimeoutException over) {
            socket.setSoTimeout(0);
        }
    }

    public static Act hangUp() {
        return (socket, out) -> socket.close();
    }

    public static Act silence() {
        return (socket, out) -> {};
    }

    /** Adds an act to the script. */
    public void then(Act act) {
        script.add(act);
    }

    /** Answers requests that begin like this, such as {@code GET /models/}, in the same way each time; they are not of the script. */
    public Peer always(String prefix, Act act) {
        always.put(prefix, act);
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The requests, each as sent on the wire. */
    public List<String> requests() {
        return requests;
    }

    /** The methods and targets of the requests. */
    public List<String> targets() {
        return requests.stream()
                .map(request -> request.substring(0, request.indexOf(" HTTP")))
                .toList();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String request = read(in); request != null; request = read(in)) {
                requests.add(request);
                Act act = acts.apply(request);
                if (act == null) {
                    return;
                }
                act.play(socket, socket.getOutputStream());
            }
        } catch (Exception ended) {
            // The client hung up, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private Act next(String request) {
        return always.entrySet().stream()
                .filter(each -> request.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(script::poll);
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b == -1) {
                return null;
            }
            text.append((char) b);
        }
        String head = text.toString().toLowerCase(Locale.ROOT);
        int length = head.contains("content-length: ")
                ? Integer.parseInt(head.split("content-length: ")[1].split("\r\n")[0])
                : 0;
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

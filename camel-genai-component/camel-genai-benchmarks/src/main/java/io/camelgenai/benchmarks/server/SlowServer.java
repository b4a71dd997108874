package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays providers that answer late, or never. The path selects what a request gets:
 *
 * <ul>
 *   <li>{@code /late/MILLIS/...}: a chat completion as a stream, whose first byte is written after this time
 *   <li>{@code /silent/...}: no answer; the connection stays open until the client closes it
 *   <li>{@code /images/GROUP/v1/generations}: at once; {@code POST} creates a job of LLM Stats, {@code GET .../ID} returns
 *       its state. {@code /images/GROUP/complete} completes the jobs of the group, {@code /images/GROUP/created} returns the
 *       number of them
 *   <li>{@code /waiting}: the number of late and silent requests that wait now
 *   <li>{@code /clock}: this process's monotonic clock
 * </ul>
 */
public final class SlowServer {

    private static final int BACKLOG = 1024;
    private static final int TOKENS = 20;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, ImageJobs> images = new ConcurrentHashMap<>();
    private final ChatFrames chat = new ChatFrames(1);

    private SlowServer() {}

    /**
     * Serves until the parent process exits.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        ServerProcess.exitWithParent();
        SlowServer server = new SlowServer();
        try (ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + socket.getLocalPort());
            while (true) {
                server.serve(socket.accept());
            }
        }
    }

    private void serve(Socket client) {
        Thread thread = new Thread(() -> serveClient(client), "client");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveClient(Socket client) {
        try (client) {
            KeepAliveConnection connection = new KeepAliveConnection(client);
            boolean open = true;
            while (open) {
                String request = connection.next();
                open = request != null && respond(connection, request.split("[ /]+"));
            }
        } catch (IOException gone) {
            // The client has disconnected.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the connection stays open. */
    private boolean respond(KeepAliveConnection connection, String[] request) throws IOException, InterruptedException {
        switch (request[1]) {
            case "late" -> {
                countWaiting(() -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(request[2])));
                stream(connection);
                return false;
            }
            case "silent" -> {
                countWaiting(() -> {
                    connection.next();
                });
                return false;
            }
            case "images" -> connection.respond(200, "", image(request));
            case "waiting" -> connection.respond(200, "", waiting.toString());
            default -> connection.respond(200, "", Long.toString(System.nanoTime()));
        }
        return true;
    }

    /** What a request waits for. */
    private interface Wait {
        void run() throws IOException, InterruptedException;
    }

    private void countWaiting(Wait wait) throws IOException, InterruptedException {
        waiting.incrementAndGet();
        try {
            wait.run();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void stream(KeepAliveConnection connection) throws IOException {
        connection.write(Http.STREAM_HEAD);
        connection.write(Http.chunk(chat.role()));
        for (int frame = 0; frame < TOKENS; frame++) {
            connection.write(Http.chunk(chat.token(ChatFrames.text(frame))));
        }
        for (byte[] frame : chat.end(TOKENS)) {
            connection.write(Http.chunk(frame));
        }
        connection.write(Http.LAST_CHUNK);
    }

    private String image(String[] request) {
        ImageJobs jobs = images.computeIfAbsent(request[2], name -> new ImageJobs());
        return switch (request[3]) {
            case "complete" -> jobs.complete();
            case "created" -> jobs.created();
            default ->
                request[0].equals("POST")
                        ? jobs.create()
                        : jobs.poll(request[request.length - 1].replaceAll("[?].*", ""));
        };
    }
}

package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays jobs as skills.video has them, below {@code /GROUP/SECONDS}: {@code POST .../generation/MODEL} makes one, and
 * {@code GET .../generation/ID} tells how it is, and asks to wait so many seconds before the next look. With 0 seconds, jobs
 * are done as soon as they are made. {@code GET .../end/SECONDS} lets those of the group end, {@code GET .../looks} tells how
 * they were looked at, and {@code /clock} this process's monotonic clock.
 */
public final class JobServer {

    private static final int BACKLOG = 1024;

    private final Map<String, Jobs> groups = new ConcurrentHashMap<>();

    private JobServer() {}

    /**
     * Serves until the process that started it has ended.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        ServerProcess.endWithParent();
        JobServer server = new JobServer();
        try (ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + socket.getLocalPort());
            while (true) {
                server.serve(socket.accept());
            }
        }
    }

    private void serve(Socket client) {
        Thread thread = new Thread(() -> converse(client), "client");
        thread.setDaemon(true);
        thread.start();
    }

    private void converse(Socket client) {
        try (client) {
            Conversation conversation = new Conversation(client);
            for (String request = conversation.next(); request != null; request = conversation.next()) {
                answer(conversation, request.split("[ /]+"));
            }
        } catch (IOException gone) {
            // It has what it wanted.
        }
    }

    /** @param request method, group, seconds, and what is wanted; or method and {@code clock} */
    private void answer(Conversation conversation, String[] request) throws IOException {
        if (request.length < 4) {
            conversation.answer(200, "", Long.toString(System.nanoTime()));
            return;
        }
        Jobs jobs = groups.computeIfAbsent(request[1], name -> new Jobs(Integer.parseInt(request[2])));
        switch (request[3]) {
            case "end" -> {
                jobs.end(Integer.parseInt(request[4]));
                conversation.answer(200, "", "");
            }
            case "looks" -> conversation.answer(200, "", jobs.looks());
            default -> {
                if (request[0].equals("POST")) {
                    conversation.answer(200, "", jobs.make());
                } else {
                    conversation.answer(200, "Retry-After: " + request[2] + "\r\n", jobs.look(request[4]));
                }
            }
        }
    }
}

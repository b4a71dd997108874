package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the jobs of skills.video below {@code /GROUP/SECONDS}: {@code POST .../generation/MODEL} creates a job, and
 * {@code GET .../generation/ID} returns its state, and asks for a delay of this number of seconds before the next poll. With 0
 * seconds, jobs are complete as soon as they are created. {@code GET .../complete/SECONDS} completes the jobs of the group,
 * {@code GET .../polls} returns the number and delay of the polls, and {@code /clock} this process's monotonic clock.
 */
public final class JobServer {

    private static final int BACKLOG = 1024;

    private final Map<String, Jobs> groups = new ConcurrentHashMap<>();

    private JobServer() {}

    /**
     * Serves until the parent process exits.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        ServerProcess.exitWithParent();
        JobServer server = new JobServer();
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
            for (String request = connection.next(); request != null; request = connection.next()) {
                respond(connection, request.split("[ /]+"));
            }
        } catch (IOException gone) {
            // The client has disconnected.
        }
    }

    /** @param request method, group, seconds and action; or method and {@code clock} */
    private void respond(KeepAliveConnection connection, String[] request) throws IOException {
        if (request.length < 4) {
            connection.respond(200, "", Long.toString(System.nanoTime()));
            return;
        }
        Jobs jobs = groups.computeIfAbsent(request[1], name -> new Jobs(Integer.parseInt(request[2])));
        switch (request[3]) {
            case "complete" -> {
                jobs.complete(Integer.parseInt(request[4]));
                connection.respond(200, "", "");
            }
            case "polls" -> connection.respond(200, "", jobs.polls());
            default -> {
                if (request[0].equals("POST")) {
                    connection.respond(200, "", jobs.create());
                } else {
                    connection.respond(200, "Retry-After: " + request[2] + "\r\n", jobs.poll(request[4]));
                }
            }
        }
    }
}

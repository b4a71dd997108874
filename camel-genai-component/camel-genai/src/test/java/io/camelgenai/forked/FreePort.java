package io.camelgenai.forked;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port for a server that starts later. It is below those from which the system takes ports by itself: another process
 * would get one of them before the server does.
 */
public final class FreePort {

    private static final int MIN = 10_000;
    private static final int MAX = 32_000;
    private static final int MAX_ATTEMPTS = 100;

    private FreePort() {}

    /** A port of the loopback interface on which nothing listens. */
    public static int find() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(MIN, MAX);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // Another one is tried.
            }
        }
        throw new IllegalStateException("There is no free port between " + MIN + " and " + MAX);
    }
}

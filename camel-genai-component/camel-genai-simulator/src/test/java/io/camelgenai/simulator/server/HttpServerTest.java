package io.camelgenai.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {

    private final HttpServer server =
            new HttpServer(0, List.of(), exchange -> {}, new Journal(1), new FaultQueue(List.of()));

    @Test
    void portAndConnectionsAreClosedByACloseThatBeginsDuringATaskOfTheLoop() throws Exception {
        int port = server.port();
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            connection.setSoTimeout(20_000);
            await().until(() -> server.openConnections() == 1);
            Thread closing = new Thread(server::close);
            server.onLoop(() -> {
                closing.start();
                await().pollInSameThread().until(() -> closing.getState() == Thread.State.WAITING);
            });
            closing.join();

            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void itCanBeClosedAgain() {
        server.close();
        server.close();

        assertThat(server.openConnections()).isZero();
    }
}

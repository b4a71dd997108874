package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that hangs up is no error of the simulator. */
class HangUpTest extends SimulatorTestSupport {
    private static final Logger LOG = Logger.getLogger("io.camelgenai.simulator");

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logRecord) {
            logged.add(logRecord);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(handler);
    }

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 0", "true, 0", "false, -1", "true, -1"})
    void nothingIsLogged(boolean reset, int missing) throws Exception {
        String body =
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x [takes 60s]\"}]}";
        String head = "POST /openai-chat/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        String sent = missing < 0 ? head : head + "\r\n" + body.substring(0, body.length() - missing);
        try (Socket socket = client.raw(sent)) {
            await().until(() -> simulator.openConnections() == 1);
            if (missing == 0) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        await().until(() -> simulator.openConnections() == 0);
        simulator.close();
        assertThat(logged).isEmpty();
    }
}

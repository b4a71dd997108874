package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest extends SimulatorTestSupport {
    AllowedHostsTest() {
        super(SimulatorOptions.builder().allowedHosts("Simulator.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: LOCALHOST:8089",
                "Host: app.localhost:1",
                "Host: 127.0.0.1:8089",
                "Host: 127.1.2.3",
                "Host: [::1]:8089",
                "Host: simulator.test:8089",
                "Host: localhost\r\nOrigin: http://localhost:3000"
            })
    void theControlApiRespondsToLoopbackAndAllowedHosts(String headers) throws Exception {
        assertThat(status("/_simulator/requests", headers)).isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.test",
                "Host: evil.test:8089",
                "Host: localhost.evil.test",
                "Host: 127.0.0.1.evil.test",
                "Host: 192.168.0.7",
                "Host: 0.0.0.0",
                "Host:",
                "X-Host: none",
                "Host: localhost\r\nOrigin: https://evil.test",
                "Host: localhost\r\nOrigin: null"
            })
    void theControlApiRefusesOtherHosts(String headers) throws Exception {
        assertThat(status("/_simulator/requests", headers)).isEqualTo("HTTP/1.1 403 Forbidden");
    }

    @Test
    void providersRespondUnderAnyName() throws Exception {
        assertThat(status("/openai-chat/models", "Host: evil.test")).isEqualTo("HTTP/1.1 200 OK");
    }

    private String status(String path, String headers) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = client.raw(request);
                BufferedReader reader = TestClient.reader(socket.getInputStream())) {
            return reader.readLine();
        }
    }
}

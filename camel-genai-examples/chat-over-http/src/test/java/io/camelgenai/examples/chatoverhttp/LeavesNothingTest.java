package io.camelgenai.examples.chatoverhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The process after the application was closed, as when it is undeployed. */
@Timeout(120)
class LeavesNothingTest {

    @Test
    void noThreadSocketOrFileOfTheApplicationIsLeft() throws Exception {
        LeftBehind run = LeftBehind.start();
        try (ConfigurableApplicationContext application =
                SpringApplication.run(ChatOverHttp.class, "--server.port=0")) {
            int port = ((ServletWebServerApplicationContext) application)
                    .getWebServer()
                    .getPort();
            assertThat(answer(port)).startsWith("HTTP/1.1 200");
            assertThat(run.isSomething()).isTrue();
        }

        run.assertNothing();
    }

    /** Java's own HTTP client would leave a thread. */
    private static String answer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("POST /chat HTTP/1.0\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

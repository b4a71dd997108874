package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The process after the application was closed while a page was open, as when it is undeployed. */
@Timeout(120)
class LeavesNothingTest {

    private static final String FORM = "--form\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n"
            + "0b0d7a44-6a0c-4b4c-9e0e-3a7cf0e1a001\r\n--form\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
            + "llmstats/flux-1.1-pro\r\n--form\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n"
            + "A lighthouse\r\n--form--\r\n";

    @Test
    void noThreadSocketOrFileOfTheApplicationIsLeft(@TempDir Path folder) throws Exception {
        LeftBehind run = LeftBehind.start();
        try (ConfigurableApplicationContext application = SpringApplication.run(
                Studio.class, "--server.port=0", "--studio.folder=" + folder, "--camel.genai.simulator.pace=0.1")) {
            int port = ((ServletWebServerApplicationContext) application)
                    .getWebServer()
                    .getPort();
            try (Socket page = connect(port, "GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    BufferedReader live =
                            new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8))) {
                connect(
                                port,
                                "POST /api/submissions HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: multipart/form-data; boundary=form\r\nContent-Length: "
                                        + FORM.length() + "\r\n\r\n" + FORM)
                        .close();
                assertThat(live.lines().anyMatch(line -> line.contains("COMPLETED") && line.contains(".png")))
                        .isTrue();
                assertThat(run.isSomething()).isTrue();
            }
        }

        run.assertNothing();
    }

    /** Java's own HTTP client would leave a thread. */
    private static Socket connect(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}

package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.camelgenai.examples.studio.LiveUpdates.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live updates of pages that are slow, or that connect while something happens. */
@Timeout(60)
class LiveUpdatesTest {

    private ServletWebServerApplicationContext server;
    private LiveUpdates updates;

    @BeforeEach
    void start() throws Exception {
        server = (ServletWebServerApplicationContext) SpringApplication.run(Server.class, "--server.port=0");
        updates = server.getBean(LiveUpdates.class);
        server.getBean(RequestMappingHandlerMapping.class)
                .registerMapping(
                        RequestMappingInfo.paths("/live").build(),
                        this,
                        LiveUpdatesTest.class.getDeclaredMethod("live"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePresentStateIsFirstWhateverHappensMeanwhile() throws Exception {
        try (Socket page = connect();
                BufferedReader live =
                        new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(live.lines().filter(line -> line.startsWith("event:")).limit(2))
                    .containsExactly("event:present", "event:meanwhile");
        }
    }

    @Test
    void aPageThatReadsNothingDelaysNoRoute() throws Exception {
        try (Socket page = connect()) {
            page.getInputStream().read(); // it is connected
            Message large = new Message("large", "x".repeat(10_000));

            assertTimeoutPreemptively(Duration.ofSeconds(8), () -> {
                for (int each = 0; each < 6_000; each++) {
                    updates.publish(large);
                }
            });
            assertThat(page.getInputStream().readAllBytes())
                    .as("what was sent before it was disconnected")
                    .hasSizeLessThan(2_000 * 10_000);
        }
    }

    private Socket connect() throws IOException {
        Socket page = new Socket();
        page.setReceiveBufferSize(4_096);
        page.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.getWebServer().getPort()));
        page.getOutputStream()
                .write("GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return page;
    }

    /** A page connects while something happens. */
    SseEmitter live() {
        return updates.connect(() -> {
            updates.publish(new Message("meanwhile", 1));
            return new Message("present", 2);
        });
    }

    /** No component, which the scan of the application would find. */
    @Import(LiveUpdates.class)
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Server {}
}

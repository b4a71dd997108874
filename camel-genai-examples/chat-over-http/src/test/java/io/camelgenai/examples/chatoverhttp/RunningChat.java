package io.camelgenai.examples.chatoverhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The application on a free port, in this process. Closing it checks that no thread is left. */
final class RunningChat implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServletWebServerApplicationContext application;

    /** Starts the application with the base URL of a provider and its key. */
    RunningChat(String baseUrl, String key, Class<?>... more) {
        application = (ServletWebServerApplicationContext) new SpringApplicationBuilder(ChatOverHttp.class)
                .sources(more)
                .run(
                        "--server.port=0",
                        "--simulator=false",
                        "--camel.component.genai.connections[openai-chat].base-url=" + baseUrl,
                        "--camel.component.genai.connections[openai-chat].api-key=" + key);
    }

    /** Sends a prompt; returns as soon as the head of the answer has arrived. */
    HttpResponse<InputStream> ask(String path, String prompt) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(prompt))
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    /** Sends a prompt as an old client or proxy does; returns the whole answer, with its head. */
    String askInHttp10(String path, String prompt) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "POST " + path + " HTTP/1.0\r\nContent-Type: text/plain\r\nContent-Length: "
                    + prompt.length() + "\r\n\r\n" + prompt;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int port() {
        return application.getWebServer().getPort();
    }

    /** Waits for the next bytes, and returns them as text. */
    static String next(HttpResponse<InputStream> answer, int bytes) throws IOException {
        return new String(answer.body().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** The rest of the answer. */
    static String rest(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        assertThat(threads()).as("the component's threads while it runs").isNotEmpty();
        application.close();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("genai"))
                .toList();
    }
}

package io.camelgenai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plain HTTP client of a simulator. */
final class TestClient {
    static final String KEY = "ze_test";
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One frame of a stream. */
    record Frame(String event, JsonNode data) {}

    private final GenAiSimulator simulator;

    TestClient(GenAiSimulator simulator) {
        this.simulator = simulator;
    }

    HttpRequest.Builder request(String pathOrUrl) {
        String url = pathOrUrl.startsWith("/") ? simulator.baseUrl() + pathOrUrl : pathOrUrl;
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(with(request(path), headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(with(posted(path, body), headers));
    }

    HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
        return send(with(request(path).DELETE(), headers));
    }

    /** Adds headers, as names and values in turn. */
    static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpRequest.Builder posted(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Creates a generation at llmstats with the default key. */
    HttpResponse<String> generate(String body) throws IOException, InterruptedException {
        return send(posted("/llmstats/v1/generations", body).header("Authorization", "Bearer " + KEY));
    }

    HttpResponse<String> generation(String id, String query) throws IOException, InterruptedException {
        return send(request("/llmstats/v1/generations/" + id + query).header("Authorization", "Bearer " + KEY));
    }

    static String image(String prompt) {
        return "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"" + prompt + "\"}}";
    }

    static String imageLater(String prompt) {
        return "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"" + prompt + "\"},\"wait\":0}";
    }

    /** Creates a message at privategpt and returns its id. */
    String message(String prompt) throws IOException, InterruptedException {
        return json(post("/privategpt/v1/messages/async", chat(prompt)))
                .get("message_id")
                .asText();
    }

    static String chat(String prompt) {
        return "{\"model\":\"default\",\"max_tokens\":4000,\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]}";
    }

    String stream(String id) {
        return "/privategpt/v1/messages/async/" + id + "/stream";
    }

    JsonNode status(String id) throws IOException, InterruptedException {
        return json(get("/privategpt/v1/messages/async/" + id + "/status"));
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    /** Parses frames, each of which must be an event line, a data line and an empty line. */
    static List<Frame> frames(String body) {
        List<Frame> frames = new ArrayList<>();
        for (String block : body.split("\n\n", -1)) {
            if (block.isEmpty()) {
                continue;
            }
            String[] lines = block.split("\n", -1);
            if (lines.length != 2 || !lines[0].startsWith("event: ") || !lines[1].startsWith("data: ")) {
                throw new AssertionError("Not a frame: " + block);
            }
            frames.add(new Frame(lines[0].substring(7), json(lines[1].substring(6))));
        }
        return frames;
    }

    /** Parses frames that have only a data line; comments are skipped, anything else fails. */
    static List<String> data(String body) {
        List<String> data = new ArrayList<>();
        for (String block : body.split("\n\n", -1)) {
            if (block.startsWith("data: ") && !block.contains("\n")) {
                data.add(block.substring(6));
            } else if (!block.isEmpty() && !block.startsWith(":")) {
                throw new AssertionError("Not a frame of data alone: " + block);
            }
        }
        return data;
    }

    static String text(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        frames.stream()
                .filter(frame -> frame.event().equals("content_block_delta"))
                .forEach(frame -> text.append(frame.data().at("/delta/text").asText()));
        return text.toString();
    }

    /** Sends raw bytes on a new connection. */
    Socket raw(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Returns the body of a raw chunked response, complete or not. */
    static String unchunked(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4).replaceAll("(\r\n|^)[0-9a-f]+\r\n|\r\n$", "");
    }

    static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}

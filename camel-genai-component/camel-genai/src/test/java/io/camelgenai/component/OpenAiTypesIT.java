package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the component sends to OpenAI, and what the simulator answers, has the types of OpenAI's package for Node, which are
 * generated from its published OpenAPI file: the compiler of TypeScript checks the JSON as literals, so that it also refuses an
 * unknown field. Runs with {@code -Pforeign}.
 */
class OpenAiTypesIT extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},"
            + "\"required\":[\"name\"],\"additionalProperties\":false}";
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo=";

    /** The types of one API: of a request, of the answer to it, and of an event of a stream. */
    private record Api(String provider, String path, String request, String answer, String event) {}

    private static final List<Api> APIS = List.of(
            new Api(
                    "openai-chat",
                    "/chat/completions",
                    "chat.ChatCompletionCreateParams",
                    "chat.ChatCompletion",
                    "chat.ChatCompletionChunk"),
            new Api(
                    "openai-responses",
                    "/responses",
                    "responses.ResponseCreateParams",
                    "responses.Response",
                    "responses.ResponseStreamEvent"),
            new Api(
                    "openai-images",
                    "/images/generations",
                    "images.ImageGenerateParams",
                    "images.ImagesResponse",
                    "images.ImageGenStreamEvent"));

    private static final List<String> ENDPOINTS = List.of(
            "genai:openai-chat/gpt-4o-mini",
            "genai:openai-chat/gpt-4o-mini?operation=create&channel=nobody",
            "genai:openai-chat/gpt-4o-mini?param.temperature=0.5&param.max_tokens=20&param.stop=[\"END\"]&param.seed=1",
            "genai:openai-chat/gpt-4o-mini?system=Be brief&jsonSchema=RAW(" + SCHEMA + ")",
            "genai:openai-chat/gpt-4o-mini?operation=stream",
            "genai:openai-responses/gpt-5-mini",
            "genai:openai-responses/gpt-5-mini?operation=create&channel=nobody",
            "genai:openai-responses/gpt-5-mini?param.temperature=0.5&param.max_output_tokens=20&param.service_tier=auto",
            "genai:openai-responses/gpt-5-mini?system=Be brief&jsonSchema=RAW(" + SCHEMA + ")",
            "genai:openai-responses/gpt-5-mini?operation=stream",
            "genai:openai-images/gpt-image-2",
            "genai:openai-images/gpt-image-2?operation=create&channel=nobody",
            "genai:openai-images/gpt-image-2?param.n=2&param.size=1024x1024&param.quality=low",
            "genai:openai-images/gpt-image-2?operation=stream&param.partial_images=1");

    private static final String IMPORTS = """
            import type * as chat from "openai/resources/chat/completions";
            import type * as images from "openai/resources/images";
            import type * as responses from "openai/resources/responses/responses";
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder script = new StringBuilder(IMPORTS);

    @BeforeAll
    static void install() {
        NpmPackages.install("openai", "6.49.0");
        NpmPackages.install("typescript", "5.9.3");
    }

    @Override
    public void routes(RouteBuilder routes) {
        ENDPOINTS.forEach(uri -> routes.from("direct:" + ENDPOINTS.indexOf(uri))
                .streamCache("false")
                .to(uri)
                .convertBodyTo(String.class));
    }

    @Test
    void requestsAndAnswersHaveTheTypesOfTheVendor() throws Exception {
        for (int i = 0; i < ENDPOINTS.size(); i++) {
            assertThat(send("direct:" + i, "a bridge").getException())
                    .as(ENDPOINTS.get(i))
                    .isNull();
        }
        pictured("openai-chat", "messages", "text", Map.of("type", "image_url", "image_url", Map.of("url", PIXEL)));
        pictured(
                "openai-responses",
                "input",
                "input_text",
                Map.of("type", "input_image", "image_url", PIXEL, "detail", "auto"));
        try (GenAiSimulator server =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0).build())) {
            for (Api api : APIS) {
                List<JournalEntry> requests = requests(api.provider(), "create");
                assertThat(requests).as(api.provider()).hasSizeGreaterThanOrEqualTo(4);
                for (JournalEntry request : requests) {
                    declare(api.request(), request.body());
                    answer(server.baseUrl(api.provider()), api, request.body());
                }
            }
        }
        assertThat(script.toString().lines().count()).isGreaterThan(100);
        check(0);
    }

    @Test
    void anUnknownFieldIsNoticed() throws Exception {
        declare("responses.ResponseCreateParams", "{\"model\":\"m\",\"input\":\"x\",\"stray\":1}");
        check(2);
    }

    /** Sends a request object with a text and a picture. */
    private void pictured(String provider, String field, String type, Map<String, Object> picture) {
        List<Object> content = List.of(Map.of("type", type, "text", "What is this?"), picture);
        Object request = Map.of(field, List.of(Map.of("role", "user", "content", content)));
        int plain = ENDPOINTS.indexOf(ENDPOINTS.stream()
                .filter(uri -> uri.contains(provider))
                .findFirst()
                .orElseThrow());
        assertThat(send("direct:" + plain, request).getException()).isNull();
    }

    /** Sends the same body with a bare client. */
    private void answer(String baseUrl, Api api, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + api.path()))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        if (!response.body().startsWith("{")) {
            response.body()
                    .lines()
                    .filter(line -> line.startsWith("data: {"))
                    .forEach(line -> declare(api.event(), line.substring(6)));
            return;
        }
        declare(api.answer(), response.body());
    }

    private void declare(String type, String json) {
        try {
            JsonNode document = JSON.readTree(json);
            fitTypes(document);
            fitTypes(document.path("response"));
            script.append("{ const value: ")
                    .append(type)
                    .append(" = ")
                    .append(JSON.writeValueAsString(document))
                    .append("; void value; }\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Four fields of the simulator are not in the types, as in examples of the API (from memory): usage and user are null before
     * the end of a response, a response says whether it is stored, and texts in pieces have padding. The package itself adds one.
     */
    private static void fitTypes(JsonNode document) {
        if (document.path("object").asText().equals("response")) {
            ObjectNode response = ((ObjectNode) document).put("output_text", "");
            response.remove("store");
            List.of("usage", "user").forEach(name -> {
                if (response.path(name).isNull()) {
                    response.remove(name);
                }
            });
        }
        if (document instanceof ObjectNode event) {
            event.remove("obfuscation");
        }
    }

    private void check(int code) throws Exception {
        Files.writeString(NpmPackages.FOLDER.resolve("openai-types.ts"), script);
        List<String> command = new ArrayList<>(NpmPackages.command("tsc"));
        command.addAll(List.of("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext"));
        command.add(NpmPackages.FOLDER.resolve("openai-types.ts").toString());
        Process compiler = NpmPackages.start(command, Map.of(), "tsc.txt");
        assertThat(NpmPackages.ended(compiler, Duration.ofMinutes(2)))
                .as(OpenAiTypesIT::output)
                .isEqualTo(code);
    }

    private static String output() {
        try {
            return Files.readString(NpmPackages.FOLDER.resolve("tsc.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}

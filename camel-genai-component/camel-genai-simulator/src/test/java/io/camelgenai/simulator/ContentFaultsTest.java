package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.image;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults that change frames, hide generations, or cut requests and responses that are read slowly. */
class ContentFaultsTest extends SimulatorTestSupport {
    private static final String[] KEY = {"Authorization", "Bearer nb_key"};

    @Test
    void aFrameIsDuplicated() throws Exception {
        String id = client.message("x");
        List<TestClient.Frame> expected = new ArrayList<>(stream(id));
        expected.add(3, expected.get(3));
        simulator.fault(
                Fault.duplicate().beforeFrame(3).on("privategpt", "stream").build());
        assertThat(stream(id)).isEqualTo(expected);
    }

    @Test
    void aFrameIsSentAfterTheNext() throws Exception {
        String id = client.message("x");
        List<TestClient.Frame> expected = new ArrayList<>(stream(id));
        Collections.swap(expected, 3, 4);
        simulator.fault(
                Fault.outOfOrder().beforeFrame(3).on("privategpt", "stream").build());
        assertThat(stream(id)).isEqualTo(expected);
    }

    @Test
    void theLastFrameCannotBeOutOfOrder() throws Exception {
        String id = client.message("x");
        List<TestClient.Frame> expected = stream(id);
        simulator.fault(Fault.outOfOrder()
                .beforeFrame(expected.size() - 1)
                .on("privategpt", "stream")
                .build());
        assertThat(stream(id)).isEqualTo(expected);
    }

    @Test
    void anUnknownStatusReplacesTheStatusOfADocument() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        simulator.fault(
                Fault.unknownStatus("reticulating").on("llmstats", "get").build());
        assertThat(json(client.generation(id, "")).get("status").asText()).isEqualTo("reticulating");
        assertThat(json(client.generation(id, "")).get("status").asText()).isEqualTo("completed");
    }

    @Test
    void anUnknownStatusReplacesTheStatusOfAFrame() throws Exception {
        simulator.fault(Fault.unknownStatus("THINKING")
                .beforeFrame(2)
                .on("skills-video", "stream")
                .build());
        String body = client.post("/skills-video/generation/sse/google/veo-3.1", "{\"prompt\":\"x\"}", KEY)
                .body();
        assertThat(TestClient.data(body))
                .extracting(frame -> json(frame).get("status").asText())
                .containsExactly("IN_QUEUE", "IN_PROGRESS", "THINKING", "IN_PROGRESS", "COMPLETED");
    }

    @Test
    void aTerminalGenerationIsHiddenButAPendingOneIsNot() throws Exception {
        String done = generate("gpt-4o", "x");
        String running = generate("flux", "x [takes 60s]");
        simulator.fault(Fault.hide().on("elumenta", null).times(3).build());
        HttpResponse<String> hidden = client.get("/elumenta/generate/" + done, KEY);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(json(hidden).get("error").asText()).isEqualTo("not_found");
        assertThat(client.get("/elumenta/generate/" + running, KEY).statusCode())
                .isEqualTo(200);
        assertThat(json(client.get("/elumenta/user/history", KEY)).get("items"))
                .extracting(item -> item.get("id").asText())
                .containsExactly(running);
        assertThat(client.get("/elumenta/generate/" + done, KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void aForeignKeyFindsNothing() throws Exception {
        String id = generate("gpt-4o", "x");
        simulator.fault(Fault.foreignKey().on("elumenta", null).times(3).build());
        assertThat(client.get("/elumenta/generate/" + id, KEY).statusCode()).isEqualTo(404);
        assertThat(client.delete("/elumenta/user/history/" + id, KEY).statusCode())
                .isEqualTo(404);
        assertThat(json(client.get("/elumenta/user/history", KEY)).get("total").asInt())
                .isZero();
        assertThat(client.get("/elumenta/generate/" + id, KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnreadStreamIsCut() throws Exception {
        simulator.fault(Fault.cutUnread(Duration.ofMillis(200))
                .on("openai-chat", "create")
                .build());
        try (Socket socket = chat("x [tokens 100000]")) {
            await().until(() -> simulator.requests("openai-chat", "create").size() == 1);
            await().until(() -> simulator.openConnections() == 0);
            String read = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read).contains("data: ").doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aStreamThatIsReadIsNotCut() throws Exception {
        simulator.fault(Fault.cutUnread(Duration.ofSeconds(5))
                .on("openai-chat", "create")
                .build());
        try (Socket socket = chat("x [tokens 100000]")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[DONE]");
        }
    }

    @Test
    void aRequestIsResetWhileItsBodyIsRead() throws Exception {
        simulator.fault(Fault.resetRequest(20).on("llmstats", "create").build());
        String body = image("x");
        try (Socket socket =
                client.raw("POST /llmstats/v1/generations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ze_a\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body.substring(0, 25))) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(simulator.generationsCreated()).isZero();
        JournalEntry entry = simulator.requests("llmstats", "create").get(0);
        assertThat(entry.body()).isEqualTo(body.substring(0, 20));
        assertThat(entry.status()).isZero();
        assertThat(client.generate(image("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void aShorterRequestIsResetAtItsEnd() {
        simulator.fault(Fault.resetRequest(1_000_000).on("llmstats", "create").build());
        assertThatThrownBy(() -> client.generate(image("x"))).isInstanceOf(IOException.class);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Fault.Kind.class)
    void everyKindCanBeArmedOverHttp(Fault.Kind kind) throws Exception {
        String fault = "{\"kind\":\"" + kind + "\",\"provider\":\"elumenta\",\"operation\":\"get\"}";
        assertThat(client.post("/_simulator/faults", fault).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownStatusCanBeArmedOverHttp() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        client.post("/_simulator/faults", "{\"kind\":\"UNKNOWN_STATUS\",\"body\":\"odd\",\"operation\":\"get\"}");
        assertThat(json(client.generation(id, "")).get("status").asText()).isEqualTo("odd");
    }

    private Socket chat(String prompt) throws IOException {
        String body =
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
        return client.raw("POST /openai-chat/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String generate(String model, String prompt) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"prompt\":\"" + prompt + "\"}";
        return json(client.post("/elumenta/generate", body, KEY)).get("id").asText();
    }

    private List<TestClient.Frame> stream(String id) throws Exception {
        return frames(client.get(client.stream(id)).body());
    }
}

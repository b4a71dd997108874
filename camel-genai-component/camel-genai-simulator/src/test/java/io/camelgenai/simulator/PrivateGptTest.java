package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.chat;
import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static io.camelgenai.simulator.TestClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrivateGptTest extends SimulatorTestSupport {
    private static final String ASYNC = "/privategpt/v1/messages/async";

    PrivateGptTest() {
        super(SimulatorOptions.builder().pingInterval(Duration.ofMillis(100)));
    }

    @Test
    void aMessageIsCreatedStreamedAndReplayed() throws Exception {
        HttpResponse<String> created = client.post(ASYNC, chat("the sea at night"));
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(json(created).get("status").asText()).isEqualTo("pending");
        String id = json(created).get("message_id").asText();

        HttpResponse<String> stream = client.get(client.stream(id));
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        List<TestClient.Frame> frames = frames(stream.body());
        List<String> events = frames.stream().map(TestClient.Frame::event).collect(Collectors.toList());
        assertThat(events).startsWith("message_start", "content_block_start", "content_block_delta");
        assertThat(events).endsWith("content_block_delta", "content_block_stop", "message_delta", "message_stop");
        assertThat(frames)
                .allSatisfy(
                        frame -> assertThat(frame.data().get("type").asText()).isEqualTo(frame.event()));
        assertThat(text(frames)).contains("the sea at night").hasSizeGreaterThan(150);
        assertThat(text(frames).chars().anyMatch(character -> character > 127)).isTrue();
        JsonNode delta = frames.get(frames.size() - 2).data();
        assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(delta.at("/usage/output_tokens").asInt()).isEqualTo(frames.size() - 5);

        assertThat(client.get(client.stream(id)).body()).isEqualTo(stream.body());
    }

    @Test
    void theStatusDocumentHasNoText() throws Exception {
        String id = client.message("x");
        JsonNode status = client.status(id);
        assertThat(status.get("status").asText()).isEqualTo("completed");
        assertThat(status.get("error_message").isNull()).isTrue();
        assertThat(status.get("completed_at").asText()).matches("\\d{4}-.*\\.\\d{6}Z");
        assertThat(status.get("stream_type").asText()).isEqualTo("chat_completion");
        assertThat(status.at("/metadata/message_count").asInt()).isEqualTo(1);
        assertThat(status).hasSize(8);
    }

    @Test
    void theStatusIsPendingThenProcessingThenCompleted() throws Exception {
        try (GenAiSimulator slow =
                GenAiSimulator.start(SimulatorOptions.builder().pace(5).build())) {
            TestClient slowClient = new TestClient(slow);
            String id = slowClient.message("x [tokens 20]");
            JsonNode first = slowClient.status(id);
            assertThat(first.get("status").asText()).isEqualTo("pending");
            assertThat(first.get("completed_at").isNull()).isTrue();
            for (String status : List.of("processing", "completed")) {
                await().pollInterval(Duration.ofMillis(20))
                        .until(() ->
                                slowClient.status(id).get("status").asText().equals(status));
            }
        }
    }

    @Test
    void anIdOfTheClientCanBeUsedOnce() throws Exception {
        HttpResponse<String> first = client.post(ASYNC + "?message_id=mine_1", chat("x"));
        assertThat(json(first).get("message_id").asText()).isEqualTo("mine_1");
        HttpResponse<String> second = client.post(ASYNC + "?message_id=mine_1", chat("x"));
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(json(second).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(json(second).get("detail").asText()).contains("mine_1");
        assertThat(simulator.generationsCreated("privategpt")).isEqualTo(1);
    }

    @Test
    void aFailureEndsTheStreamWithAnErrorEvent() throws Exception {
        String id = client.message("x [fail]");
        List<TestClient.Frame> frames = frames(client.get(client.stream(id)).body());
        TestClient.Frame last = frames.get(frames.size() - 1);
        assertThat(last.event()).isEqualTo("error");
        assertThat(last.data().at("/error/detail/code").asText()).isEqualTo("API_ERROR");
        assertThat(last.data().get("request_id").asText()).isEqualTo(id);
        assertThat(text(frames)).isNotEmpty();
        assertThat(client.status(id).get("status").asText()).isEqualTo("error");
        assertThat(client.status(id).get("error_message").asText()).isNotEmpty();
    }

    @Test
    void aTruncatedTextHasTheStopReasonMaxTokens() throws Exception {
        HttpResponse<String> created = client.post(
                ASYNC,
                "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}");
        List<TestClient.Frame> frames =
                frames(client.get(client.stream(json(created).get("message_id").asText()))
                        .body());
        assertThat(frames).hasSize(2 + 5 + 3);
        assertThat(frames.get(8).data().at("/delta/stop_reason").asText()).isEqualTo("max_tokens");
    }

    @Test
    void aCancelEndsTheStreamWithoutATerminalEvent() throws Exception {
        String id = client.message("x [tokens 400] [takes 30s]");
        HttpResponse<InputStream> stream = TestClient.open(client.request(client.stream(id)));
        BufferedReader reader = TestClient.reader(stream.body());
        assertThat(reader.readLine()).isEqualTo("event: message_start");

        HttpResponse<String> cancel = client.post(ASYNC + "/" + id + "/cancel", "{}");
        assertThat(cancel.statusCode()).isEqualTo(200);
        assertThat(json(cancel).get("message").asText()).isEqualTo("Stream cancelled successfully");
        String rest = reader.lines().collect(Collectors.joining("\n"));
        assertThat(rest).doesNotContain("message_stop").doesNotContain("event: error");
        assertThat(client.status(id).get("status").asText()).isEqualTo("cancelled");
        assertThat(client.post(ASYNC + "/" + id + "/cancel", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aCancelOfATerminalMessageChangesNothing() throws Exception {
        String id = client.message("x");
        assertThat(client.post(ASYNC + "/" + id + "/cancel", "").statusCode()).isEqualTo(200);
        assertThat(client.status(id).get("status").asText()).isEqualTo("completed");
        assertThat(client.post(ASYNC + "/" + id + "/cancel", "{\"why\":1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aDeleteRespondsWithNullAndEndsStreams() throws Exception {
        String id = client.message("x [takes 30s]");
        HttpResponse<InputStream> stream = TestClient.open(client.request(client.stream(id)));
        HttpResponse<String> delete =
                TestClient.send(client.request(ASYNC + "/" + id + "/delete").DELETE());
        assertThat(delete.statusCode()).isEqualTo(200);
        assertThat(delete.body()).isEqualTo("null");
        assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                .doesNotContain("message_stop");
        HttpResponse<String> gone = client.get(ASYNC + "/" + id + "/status");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).get("detail").asText()).isEqualTo("Stream with message_id " + id + " not found");
        assertThat(TestClient.send(client.request(ASYNC + "/" + id + "/delete").DELETE())
                        .statusCode())
                .isEqualTo(404);
        assertThat(simulator.generationsCreated("privategpt")).isEqualTo(1);
    }

    @Test
    void pingsAreSentInASilenceAndNotReplayed() throws Exception {
        String id = client.message("x [tokens 3] [takes 1.2s]");
        List<TestClient.Frame> live = frames(client.get(client.stream(id)).body());
        assertThat(live).filteredOn(frame -> frame.event().equals("ping")).hasSizeGreaterThan(2);
        assertThat(frames(client.get(client.stream(id)).body()))
                .noneMatch(frame -> frame.event().equals("ping"));
    }

    @Test
    void anUnknownFieldIsRejectedInTheEnvelopeOfTheGlobalHandler() throws Exception {
        HttpResponse<String> response =
                client.post(ASYNC, "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_token\":5}");
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode body = json(response);
        assertThat(body.get("type").asText()).isEqualTo("error");
        assertThat(body.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(body.at("/error/detail/code").asText()).isEqualTo("INVALID_REQUEST_ERROR");
        assertThat(body.at("/detail/0/type").asText()).isEqualTo("extra_forbidden");
        assertThat(body.at("/detail/0/loc/1").asText()).isEqualTo("max_token");
        assertThat(client.post(ASYNC, "{\"model\":\"default\"}").statusCode()).isEqualTo(400);
        assertThat(client.post(ASYNC, chat("[reject]")).statusCode()).isEqualTo(400);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void theAuthorizationIsComparedByteForByte() throws Exception {
        try (GenAiSimulator guarded = GenAiSimulator.start(SimulatorOptions.builder()
                .privateGptAuthorization("Basic c2VjcmV0OmtleQ==")
                .build())) {
            TestClient stranger = new TestClient(guarded);
            HttpResponse<String> rejected = stranger.post(ASYNC, chat("x"));
            assertThat(rejected.statusCode()).isEqualTo(401);
            assertThat(json(rejected).get("detail").asText()).isEqualTo("Not authenticated");
            assertThat(rejected.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
            assertThat(TestClient.send(
                                    stranger.posted(ASYNC, chat("x")).header("Authorization", "basic c2VjcmV0OmtleQ=="))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(TestClient.send(
                                    stranger.posted(ASYNC, chat("x")).header("Authorization", "Basic c2VjcmV0OmtleQ=="))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aMessageIsForgottenAfterTheRetention() throws Exception {
        try (GenAiSimulator forgetful = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .retention(Duration.ofMillis(300))
                .build())) {
            TestClient late = new TestClient(forgetful);
            late.post(ASYNC + "?message_id=short", chat("x"));
            await().until(() -> late.get(ASYNC + "/short/status").statusCode() == 404);
            assertThat(late.post(ASYNC + "?message_id=short", chat("x")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSameSeedGeneratesTheSameText() throws Exception {
        try (GenAiSimulator same =
                        GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());
                GenAiSimulator other = GenAiSimulator.start(
                        SimulatorOptions.builder().pace(0).seed(2).build())) {
            String text = said(client);
            assertThat(said(new TestClient(same))).isEqualTo(text);
            assertThat(said(new TestClient(other))).isNotEqualTo(text);
        }
    }

    private static String said(TestClient client) throws Exception {
        return text(frames(client.get(client.stream(client.message("a garden"))).body()));
    }
}

package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiInteractionsTest extends SimulatorTestSupport {
    private static final String INTERACTIONS = "/gemini-interactions/v1beta/interactions";
    private static final String[] KEY = {"x-goog-api-key", "AIza1"};
    private static final String BACKGROUND = ",\"background\":true";
    private static final String STREAM = BACKGROUND + ",\"stream\":true";
    private static final String DONE = "\n\ndata: [DONE]\n\n";

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(
                INTERACTIONS, "{\"model\":\"gemini-3-flash\",\"input\":\"" + prompt + "\"" + more + "}", KEY);
    }

    private HttpResponse<String> get(String id) throws Exception {
        return client.get(INTERACTIONS + "/" + id, KEY);
    }

    private static List<TestClient.Frame> frames(String body) {
        assertThat(body).endsWith(DONE);
        return TestClient.frames(body.substring(0, body.length() - DONE.length()) + "\n\n");
    }

    private static Stream<String> ids(List<TestClient.Frame> frames) {
        return frames.stream().map(frame -> frame.data().path("event_id").asText());
    }

    @Test
    void anInteractionInTheBackgroundIsAnsweredAtOnceAndPolled() throws Exception {
        JsonNode created = json(create("the tides [takes 0.5s]", BACKGROUND));
        assertThat(created.get("status").asText()).isEqualTo("in_progress");
        assertThat(created.has("steps")).isFalse();

        JsonNode done = json(create("the tides", ""));
        assertThat(done.get("status").asText()).isEqualTo("completed");
        assertThat(json(get(done.get("id").asText()))).isEqualTo(done);
        assertThat(done.at("/steps/0/type").asText()).isEqualTo("user_input");
        assertThat(done.at("/steps/1/type").asText()).isEqualTo("model_output");
        assertThat(done.at("/steps/1/content/0/text").asText()).contains("the tides");
        assertThat(done.at("/usage/total_output_tokens").asInt()).isPositive();
    }

    @Test
    void aStreamHasStepsAndAnEndMarker() throws Exception {
        String more = STREAM + ",\"response_modalities\":[\"text\",\"image\"],\"tools\":[{\"name\":\"weather\"}],"
                + "\"generation_config\":{\"thinking_summaries\":\"auto\"}";
        List<TestClient.Frame> frames =
                frames(create("x [tool] [tokens 2]", more).body());

        assertThat(frames)
                .extracting(frame -> frame.event() + " "
                        + frame.data().at("/step/type").asText()
                        + frame.data().at("/delta/type").asText())
                .containsExactly(
                        "interaction.created ",
                        "interaction.status_update ",
                        "step.start thought",
                        "step.delta thought_summary",
                        "step.delta thought_signature",
                        "step.stop ",
                        "step.start model_output",
                        "step.delta text",
                        "step.delta text",
                        "step.delta image",
                        "step.stop ",
                        "step.start function_call",
                        "step.delta arguments_delta",
                        "step.stop ",
                        "interaction.completed ");
        assertThat(frames)
                .allSatisfy(frame ->
                        assertThat(frame.data().get("event_type").asText()).isEqualTo(frame.event()));
        JsonNode last = frames.get(frames.size() - 1).data().get("interaction");
        assertThat(last.get("status").asText()).isEqualTo("requires_action");
        assertThat(last.has("steps")).isFalse();
        assertThat(last.at("/usage/total_thought_tokens").asInt()).isPositive();
    }

    @Test
    void aStreamResumesAfterAnEvent() throws Exception {
        List<TestClient.Frame> all = frames(create("x [tokens 9]", STREAM).body());
        String id = all.get(0).data().at("/interaction/id").asText();
        String url = INTERACTIONS + "/" + id + "?stream=true";

        assertThat(frames(client.get(url, KEY).body())).isEqualTo(all);
        for (int after : new int[] {0, 4, all.size() - 2}) {
            String last = all.get(after).data().get("event_id").asText();
            assertThat(frames(client.get(url + "&last_event_id=" + last, KEY).body()))
                    .isEqualTo(all.subList(after + 1, all.size()));
        }
        assertThat(ids(all)).doesNotHaveDuplicates().doesNotContain("");
        assertThat(client.get(url + "&last_event_id=nonsense", KEY).statusCode())
                .isEqualTo(400);
        assertThat(client.get(INTERACTIONS + "/" + id + "?last_event_id=evt_1", KEY)
                        .statusCode())
                .as("without a stream")
                .isEqualTo(400);
    }

    @Test
    void whatIsNotStoredHasNoIdsOfEventsAndIsForgotten() throws Exception {
        List<TestClient.Frame> frames =
                frames(create("x", ",\"stream\":true,\"store\":false").body());

        assertThat(ids(frames)).containsOnly("");
        assertThat(get(frames.get(0).data().at("/interaction/id").asText()).statusCode())
                .isEqualTo(404);
        assertThat(create("x", BACKGROUND + ",\"store\":false").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "x [incomplete], incomplete",
        "x [tokens 40], incomplete",
        "x [fail], failed",
        "x [tool], requires_action",
        "x, completed"
    })
    void theStatusIsTheSameByStreamAndByGet(String prompt, String status) throws Exception {
        String more = ",\"generation_config\":{\"max_output_tokens\":20},\"tools\":[{\"name\":\"weather\"}]";
        List<TestClient.Frame> frames =
                frames(create(prompt + (prompt.contains("tokens") ? "" : " [tokens 4]"), STREAM + more)
                        .body());
        JsonNode last = frames.get(frames.size() - 1).data();
        String id = frames.get(0).data().at("/interaction/id").asText();

        assertThat(json(get(id)).get("status").asText()).isEqualTo(status);
        assertThat(last.at(status.equals("failed") ? "/event_type" : "/interaction/status")
                        .asText())
                .isEqualTo(status.equals("failed") ? "error" : status);
    }

    @Test
    void onlyWhatRunsInTheBackgroundIsCanceled() throws Exception {
        String running = json(create("x [takes 20s]", BACKGROUND)).get("id").asText();
        String over = json(create("x", "")).get("id").asText();

        assertThat(json(client.post(INTERACTIONS + "/" + running + "/cancel", "{}", KEY))
                        .get("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(json(get(running)).get("status").asText()).isEqualTo("cancelled");
        for (String id : List.of(running, over)) {
            assertThat(client.post(INTERACTIONS + "/" + id + "/cancel", "{}", KEY)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(client.delete(INTERACTIONS + "/" + over, KEY).statusCode()).isEqualTo(200);
        assertThat(get(over).statusCode()).isEqualTo(404);
    }

    @Test
    void anInteractionBelongsToItsKeyAndMayFollowAnother() throws Exception {
        String first = json(create("x", "")).get("id").asText();

        assertThat(client.get(INTERACTIONS + "/" + first, "x-goog-api-key", "other")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get(INTERACTIONS + "/" + first).statusCode()).isEqualTo(401);
        assertThat(create("y", ",\"previous_interaction_id\":\"" + first + "\"").statusCode())
                .isEqualTo(200);
        assertThat(create("y", ",\"previous_interaction_id\":\"v1_none\"").statusCode())
                .isEqualTo(400);
    }

    @Test
    void bothVersionsOfTheApiAreOne() throws Exception {
        String id = json(create("x", "")).get("id").asText();
        String path = INTERACTIONS.replace("v1beta", "v1") + "/" + id;

        assertThat(json(client.get(path + "?stream=false", KEY))).isEqualTo(json(get(id)));
        assertThat(client.delete(path, KEY).statusCode()).isEqualTo(200);
        assertThat(get(id).statusCode()).isEqualTo(404);
    }

    @Test
    void inputMayBeContentsOrSteps() throws Exception {
        String contents = "[{\"type\":\"text\",\"text\":\"the lighthouse\"},"
                + "{\"type\":\"image\",\"mime_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}]";
        String steps =
                "[{\"type\":\"user_input\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]},{\"type\":\"user_input\",\"content\":"
                        + contents + "}]";

        for (String input : List.of(contents, steps)) {
            JsonNode done =
                    json(client.post(INTERACTIONS, "{\"agent\":\"deep-research\",\"input\":" + input + "}", KEY));
            assertThat(done.at("/steps/1/content/0/text").asText()).contains("the lighthouse");
            assertThat(done.get("agent").asText()).isEqualTo("deep-research");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"model\":\"m\"} | 'input' is required.",
                "{\"input\":\"x\"} | Exactly one of 'model' and 'agent'",
                "{\"model\":\"m\",\"agent\":\"a\",\"input\":\"x\"} | Exactly one of 'model' and 'agent'",
                "{\"model\":\"m\",\"input\":\"x\",\"temperature\":1} | Unknown parameter 'temperature'.",
                "{\"model\":\"m\",\"input\":\"x\",\"background\":1} | 'background' must be true or false."
            })
    void undocumentedInputIsRejected(String body, String message) throws Exception {
        HttpResponse<String> response = client.post(INTERACTIONS, body, KEY);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("invalid_request");
        assertThat(json(response).at("/error/message").asText()).startsWith(message);
        assertThat(simulator.generationsCreated()).isZero();
    }
}

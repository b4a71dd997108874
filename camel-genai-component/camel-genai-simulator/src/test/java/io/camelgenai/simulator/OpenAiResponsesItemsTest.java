package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.TestClient.Frame;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of an output besides messages of text: calls of functions, reasoning and refusals. */
class OpenAiResponsesItemsTest extends SimulatorTestSupport {
    private static final String RESPONSES = "/openai-responses/responses";
    private static final String[] KEY = {"Authorization", "Bearer sk-1"};
    private static final String STREAM = ",\"stream\":true";
    private static final String WEATHER = function("weather", "{\"city\":{\"type\":\"string\"}}");
    private static final String NOW = function("now", "{}");
    private static final String SUMMARY = ",\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}";

    private static String function(String name, String properties) {
        return "{\"type\":\"function\",\"name\":\"" + name + "\",\"strict\":false,\"parameters\":{\"type\":\"object\","
                + "\"properties\":" + properties + ",\"required\":[" + (properties.contains("city") ? "\"city\"" : "")
                + "]}}";
    }

    private static String tools(String... tools) {
        return ",\"tools\":[" + String.join(",", tools) + "]";
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(RESPONSES, "{\"model\":\"gpt-5.2\",\"input\":\"" + prompt + "\"" + more + "}", KEY);
    }

    private static List<JsonNode> ofType(List<Frame> frames, String type) {
        return frames.stream()
                .filter(frame -> frame.event().equals(type))
                .map(Frame::data)
                .toList();
    }

    private static JsonNode response(List<Frame> frames) {
        return frames.get(frames.size() - 1).data().get("response");
    }

    private static String deltas(List<Frame> frames, String type) {
        StringBuilder text = new StringBuilder();
        ofType(frames, type).forEach(data -> text.append(data.get("delta").asText()));
        return text.toString();
    }

    @Test
    void aRequestWithFunctionsIsAnsweredByACall() throws Exception {
        JsonNode document = json(create("How warm is it?", tools(WEATHER, NOW)));

        assertThat(document.get("output")).hasSize(1);
        JsonNode call = document.at("/output/0");
        assertThat(call.get("type").asText()).isEqualTo("function_call");
        assertThat(call.get("status").asText()).isEqualTo("completed");
        assertThat(call.get("id").asText()).startsWith("fc_");
        assertThat(call.get("call_id").asText()).startsWith("call_");
        assertThat(call.get("name").asText()).isEqualTo("weather");
        assertThat(json(call.get("arguments").asText()).get("city").isTextual()).isTrue();
        assertThat(document.at("/tools/1/name").asText()).isEqualTo("now");
    }

    @Test
    void theEventsOfSeveralCallsAreThoseOfTheWholeResponse() throws Exception {
        List<Frame> frames =
                frames(create("weather and now", tools(WEATHER, NOW) + STREAM).body());
        JsonNode output = response(frames).get("output");

        assertThat(output).hasSize(2);
        assertThat(deltas(frames, "response.function_call_arguments.delta"))
                .isEqualTo(output.at("/0/arguments").asText()
                        + output.at("/1/arguments").asText());
        for (int i = 0; i < output.size(); i++) {
            JsonNode added = ofType(frames, "response.output_item.added").get(i);
            assertThat(added.get("output_index").asInt()).isEqualTo(i);
            assertThat(added.at("/item/name")).isEqualTo(output.get(i).get("name"));
            assertThat(added.at("/item/arguments").asText()).isEmpty();
            assertThat(added.at("/item/status").asText()).isEqualTo("in_progress");
            assertThat(ofType(frames, "response.function_call_arguments.done")
                            .get(i)
                            .get("arguments"))
                    .isEqualTo(output.get(i).get("arguments"));
            assertThat(ofType(frames, "response.output_item.done").get(i).get("item"))
                    .isEqualTo(output.get(i));
        }
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i).data().get("sequence_number").asInt()).isEqualTo(i);
        }
    }

    @Test
    void aStreamOfCallsIsResumedAfterANumber() throws Exception {
        List<Frame> all = frames(create("weather and now", tools(WEATHER, NOW) + ",\"background\":true" + STREAM)
                .body());
        String path = RESPONSES + "/" + response(all).get("id").asText() + "?stream=true&starting_after=6";

        assertThat(frames(client.get(path, KEY).body())).isEqualTo(all.subList(7, all.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"none\" | message",
                "\"auto\" | function_call",
                "\"required\" | function_call",
                "{\"type\":\"function\",\"name\":\"now\"} | function_call now",
                "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"now\"}]} | function_call now"
            })
    void theRequestChoosesWhatIsCalled(String choice, String expected) throws Exception {
        JsonNode item = json(create("weather?", tools(WEATHER, NOW) + ",\"tool_choice\":" + choice))
                .at("/output/0");

        assertThat((item.get("type").asText() + " " + item.path("name").asText()))
                .startsWith(expected);
    }

    @Test
    void onlyFunctionsAreCalledAndOneAtATimeWhereTheRequestSaysSo() throws Exception {
        assertThat(json(create("x", tools("{\"type\":\"web_search\"}")))
                        .at("/output/0/type")
                        .asText())
                .isEqualTo("message");
        assertThat(json(create("weather and now", tools(WEATHER, NOW) + ",\"parallel_tool_calls\":false"))
                        .get("output"))
                .hasSize(1);
    }

    @Test
    void theOutputOfACallIsAnsweredByAText() throws Exception {
        String input = "[{\"role\":\"user\",\"content\":\"weather?\"},"
                + "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"weather\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"12\"}]";
        JsonNode document =
                json(client.post(RESPONSES, "{\"model\":\"m\",\"input\":" + input + tools(WEATHER) + "}", KEY));

        assertThat(document.at("/output/0/type").asText()).isEqualTo("message");
    }

    @Test
    void aLimitOfTokensCutsACall() throws Exception {
        String long100 = function("weather", "{\"city\":{\"type\":\"string\",\"minLength\":400}}");
        List<Frame> frames = frames(create("x", tools(long100) + ",\"max_output_tokens\":16" + STREAM)
                .body());

        assertThat(response(frames).get("status").asText()).isEqualTo("incomplete");
        assertThat(response(frames).at("/output/0/status").asText()).isEqualTo("incomplete");
        assertThat(response(frames).at("/output/0/arguments").asText())
                .isNotEmpty()
                .isEqualTo(deltas(frames, "response.function_call_arguments.delta"));
        assertThat(ofType(frames, "response.output_item.done")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void aSummaryOfTheReasoningPrecedesTheTextWhereItIsAskedFor(String how) throws Exception {
        String body = create("x", SUMMARY + how).body();
        JsonNode document = how.isEmpty() ? json(body) : response(frames(body));

        assertThat(document.get("output"))
                .extracting(item -> item.get("type").asText())
                .containsExactly("reasoning", "message");
        assertThat(document.at("/output/0/summary/0/text").asText()).isEqualTo("Let me think about that.");
        assertThat(document.at("/usage/output_tokens_details/reasoning_tokens").asInt())
                .isPositive();
        assertThat(document.at("/reasoning/effort").asText()).isEqualTo("low");
        if (!how.isEmpty()) {
            assertThat(deltas(frames(body), "response.reasoning_summary_text.delta"))
                    .isEqualTo("Let me think about that.");
            assertThat(ofType(frames(body), "response.output_text.delta"))
                    .allSatisfy(
                            data -> assertThat(data.get("output_index").asInt()).isOne());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void aRefusalIsACompleteMessage(String how) throws Exception {
        String body = create("x [fail refusal]", how).body();
        JsonNode document = how.isEmpty() ? json(body) : response(frames(body));

        assertThat(document.get("status").asText()).isEqualTo("completed");
        assertThat(document.at("/output/0/content/0/type").asText()).isEqualTo("refusal");
        String refusal = document.at("/output/0/content/0/refusal").asText();
        assertThat(refusal).isNotBlank();
        if (!how.isEmpty()) {
            assertThat(deltas(frames(body), "response.refusal.delta")).isEqualTo(refusal);
            assertThat(ofType(frames(body), "response.refusal.done")
                            .get(0)
                            .get("refusal")
                            .asText())
                    .isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"function\"} | missing_required_parameter | tools[0].name",
                "{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"array\"}} | invalid_function_parameters | tools[0].parameters",
                "{\"type\":\"function\",\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\",\"properties\":{}}}"
                        + " | invalid_function_parameters | tools[0].parameters"
            })
    void aFunctionThatCannotBeCalledIsRejected(String tool, String code, String param) throws Exception {
        HttpResponse<String> refused = create("x", tools(tool));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/code").asText()).isEqualTo(code);
        assertThat(json(refused).at("/error/param").asText()).isEqualTo(param);
        HttpResponse<String> unknown =
                create("x", tools(NOW) + ",\"tool_choice\":{\"type\":\"function\",\"name\":\"g\"}");
        assertThat(json(unknown).at("/error/param").asText()).isEqualTo("tool_choice");
    }
}

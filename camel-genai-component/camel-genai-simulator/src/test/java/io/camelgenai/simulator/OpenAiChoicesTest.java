package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a completion of openai-chat consists of: several choices, calls of tools, structured text. */
class OpenAiChoicesTest extends SimulatorTestSupport {
    private static final String CHAT = "/openai-chat/chat/completions";
    private static final String WEATHER = """
            {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":9},
             "unit":{"enum":["C","F"]}},"required":["city","days","unit"],"additionalProperties":false}""";
    private static final String TOOLS = """
            ,"tools":[{"type":"function","function":{"name":"get_weather","strict":true,"parameters":%s}},
            {"type":"function","function":{"name":"get_time"}}]""".formatted(WEATHER);

    @Test
    void severalChoicesDiffer() throws Exception {
        JsonNode completion = json(create("a bridge", ",\"n\":3"));
        assertThat(completion.get("choices")).hasSize(3);
        List<String> texts = completion.findValuesAsText("content");
        assertThat(texts).hasSize(3).doesNotHaveDuplicates().allSatisfy(text -> assertThat(text)
                .contains("a bridge"));
        assertThat(completion.findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(texts.get(0))
                .isEqualTo(json(create("a bridge", ""))
                        .at("/choices/0/message/content")
                        .asText());
    }

    @Test
    void severalChoicesAreStreamedInTurn() throws Exception {
        JsonNode whole = json(create("a bridge", ",\"n\":3"));
        List<String> frames = TestClient.data(
                create("a bridge", ",\"n\":3,\"stream\":true,\"stream_options\":{\"include_usage\":true}")
                        .body());
        assertThat(frames).endsWith("[DONE]");
        Map<Integer, StringBuilder> texts = new TreeMap<>();
        Map<Integer, String> finished = new TreeMap<>();
        List<Integer> order = new ArrayList<>();
        for (String frame : frames.subList(0, frames.size() - 2)) {
            assertThat(json(frame).get("choices")).hasSize(1);
            JsonNode choice = json(frame).at("/choices/0");
            int index = choice.get("index").asInt();
            order.add(index);
            assertThat(finished).doesNotContainKey(index);
            texts.computeIfAbsent(index, key -> new StringBuilder())
                    .append(choice.at("/delta/content").asText());
            if (choice.hasNonNull("finish_reason")) {
                finished.put(index, choice.get("finish_reason").asText());
            }
        }
        assertThat(order.subList(0, 6)).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(finished).hasSize(3).containsValue("stop");
        texts.forEach((index, text) -> assertThat(text.toString())
                .isEqualTo(whole.at("/choices/" + index + "/message/content").asText()));
        JsonNode usage = json(frames.get(frames.size() - 2));
        assertThat(usage.get("choices")).isEmpty();
        assertThat(usage.get("usage")).isEqualTo(whole.get("usage"));
    }

    @Test
    void aToolIsCalledWithArgumentsThatFitItsSchema() throws Exception {
        JsonNode choice = json(create("How warm is it?", TOOLS)).at("/choices/0");
        assertThat(choice.get("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        JsonNode call = choice.at("/message/tool_calls/0");
        assertThat(call.get("id").asText()).startsWith("call_");
        assertThat(call.get("type").asText()).isEqualTo("function");
        assertThat(call.at("/function/name").asText()).isEqualTo("get_weather");
        assertValid(WEATHER, call.at("/function/arguments").asText());
    }

    @Test
    void aToolCallIsStreamedInDeltas() throws Exception {
        String prompt = "get_weather and get_time";
        JsonNode whole = json(create(prompt, TOOLS)).at("/choices/0/message/tool_calls");
        List<String> frames =
                TestClient.data(create(prompt, TOOLS + ",\"stream\":true").body());
        assertThat(json(frames.get(0)).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        List<String> names = new ArrayList<>();
        List<StringBuilder> arguments = List.of(new StringBuilder(), new StringBuilder());
        for (String frame : frames.subList(1, frames.size() - 2)) {
            JsonNode call = json(frame).at("/choices/0/delta/tool_calls/0");
            if (call.has("id")) {
                assertThat(call.get("type").asText()).isEqualTo("function");
                assertThat(call.get("index").asInt()).isEqualTo(names.size());
                names.add(call.at("/function/name").asText());
            }
            arguments
                    .get(call.get("index").asInt())
                    .append(call.at("/function/arguments").asText());
        }
        assertThat(names).containsExactly("get_weather", "get_time");
        for (int i = 0; i < 2; i++) {
            assertThat(arguments.get(i).toString())
                    .isEqualTo(whole.get(i).at("/function/arguments").asText());
        }
        assertThat(json(frames.get(frames.size() - 2))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("tool_calls");
        assertThat(frames).endsWith("[DONE]").hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "\"none\" | | stop",
                "\"auto\" | get_weather | tool_calls",
                "\"required\" | get_weather | tool_calls",
                "{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}} | get_time | stop",
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"get_time\"}}]}} | get_time | tool_calls"
            })
    void theChoiceOfToolsIsFollowed(String choice, String called, String reason) throws Exception {
        JsonNode result =
                json(create("x", TOOLS + ",\"tool_choice\":" + choice)).at("/choices/0");
        assertThat(result.at("/message/tool_calls/0/function/name").asText(null))
                .isEqualTo(called);
        assertThat(result.get("finish_reason").asText()).isEqualTo(reason);
    }

    @Test
    void severalCallsNeedPermission() throws Exception {
        String prompt = "get_time, then get_weather";
        assertThat(json(create(prompt, TOOLS)).at("/choices/0/message/tool_calls"))
                .hasSize(2);
        assertThat(json(create(prompt, TOOLS + ",\"parallel_tool_calls\":false"))
                        .at("/choices/0/message/tool_calls"))
                .hasSize(1);
    }

    @Test
    void theResultOfAToolLeadsToAText() throws Exception {
        JsonNode message = json(create("How warm is it?", TOOLS)).at("/choices/0/message");
        String id = message.at("/tool_calls/0/id").asText();
        String messages = "{\"role\":\"user\",\"content\":\"How warm is it?\"}," + message + ","
                + "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"21 C\"}";
        JsonNode choice = json(post(messages, TOOLS)).at("/choices/0");
        assertThat(choice.at("/message/content").asText()).contains("How warm is it?");
        assertThat(choice.get("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void aCallWithoutAResultIsRefused() throws Exception {
        JsonNode message = json(create("x", TOOLS)).at("/choices/0/message");
        HttpResponse<String> open = post("{\"role\":\"user\",\"content\":\"x\"}," + message, TOOLS);
        assertThat(open.statusCode()).isEqualTo(400);
        assertThat(open.body()).contains(message.at("/tool_calls/0/id").asText());
        HttpResponse<String> stray =
                post("{\"role\":\"tool\",\"tool_call_id\":\"call_none\",\"content\":\"21 C\"}", TOOLS);
        assertThat(stray.statusCode()).isEqualTo(400);
        assertThat(json(stray).at("/error/param").asText()).isEqualTo("messages[0].role");
    }

    @Test
    void aDeprecatedFunctionIsCalled() throws Exception {
        String functions = ",\"functions\":[{\"name\":\"get_weather\",\"parameters\":" + WEATHER + "}]";
        JsonNode choice = json(create("x", functions)).at("/choices/0");
        assertThat(choice.get("finish_reason").asText()).isEqualTo("function_call");
        assertValid(WEATHER, choice.at("/message/function_call/arguments").asText());
        List<String> frames =
                TestClient.data(create("x", functions + ",\"stream\":true").body());
        assertThat(json(frames.get(1)).at("/choices/0/delta/function_call/name").asText())
                .isEqualTo("get_weather");
    }

    @Test
    void aCustomToolIsCalledWithAnInput() throws Exception {
        String tools = ",\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"run\",\"format\":{\"type\":\"grammar\","
                + "\"grammar\":{\"syntax\":\"regex\",\"definition\":\"[a-c]{4}\"}}}}]";
        JsonNode call = json(create("x", tools)).at("/choices/0/message/tool_calls/0");
        assertThat(call.get("type").asText()).isEqualTo("custom");
        assertThat(call.at("/custom/input").asText()).matches("[a-c]{4}");
    }

    @Test
    void aTextValidatesAgainstTheSchema() throws Exception {
        String format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"weather\","
                + "\"strict\":true,\"schema\":" + WEATHER + "}}";
        JsonNode completion = json(create("a bridge [tokens 900]", format + ",\"n\":4"));
        completion.findValuesAsText("content").forEach(text -> assertValid(WEATHER, text));
        assertThat(completion.findValuesAsText("finish_reason")).containsOnly("stop");
        StringBuilder streamed = new StringBuilder();
        for (String frame :
                TestClient.data(create("a bridge", format + ",\"stream\":true").body())) {
            streamed.append(
                    frame.startsWith("{")
                            ? json(frame).at("/choices/0/delta/content").asText()
                            : "");
        }
        assertValid(WEATHER, streamed.toString());
    }

    @Test
    void jsonWithoutASchemaNeedsTheWord() throws Exception {
        String format = ",\"response_format\":{\"type\":\"json_object\"}";
        HttpResponse<String> refused = create("a bridge", format);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asText()).isEqualTo("messages");
        JsonNode text = json(json(create("a bridge as JSON", format))
                .at("/choices/0/message/content")
                .asText());
        assertThat(text.isObject()).isTrue();
    }

    @Test
    void aTextStopsBeforeAStopSequence() throws Exception {
        String whole =
                json(create("a bridge", "")).at("/choices/0/message/content").asText();
        JsonNode choice = json(create("a bridge", ",\"stop\":[\"bridge”\",\"never there\"]"))
                .at("/choices/0");
        assertThat(choice.at("/message/content").asText()).isEqualTo(whole.substring(0, whole.indexOf("bridge”")));
        assertThat(choice.get("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void logProbabilitiesAreListedForEachToken() throws Exception {
        String asked = ",\"logprobs\":true,\"top_logprobs\":2";
        JsonNode choice = json(create("a bridge", asked)).at("/choices/0");
        StringBuilder text = new StringBuilder();
        for (JsonNode token : choice.at("/logprobs/content")) {
            text.append(token.get("token").asText());
            assertThat(token.get("top_logprobs")).hasSize(2);
            assertThat(token.get("logprob").asDouble()).isNegative();
        }
        assertThat(text.toString()).isEqualTo(choice.at("/message/content").asText());
        List<String> frames =
                TestClient.data(create("a bridge", asked + ",\"stream\":true").body());
        assertThat(json(frames.get(1)).at("/choices/0/logprobs/content/0/token"))
                .isEqualTo(json(frames.get(1)).at("/choices/0/delta/content"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"type\":\"object\"', additionalProperties",
        "'\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"type\":\"string\"}}', Missing 'a'",
        "'\"type\":\"string\"', type: \"object\"",
        "'\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],\"properties\":{\"a\":{\"allOf\":[]}}', "
                + "'properties', 'a'"
    })
    void aSchemaThatStrictModeDoesNotPermitIsRefused(String schema, String reason) throws Exception {
        String tools =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":{"
                        + schema + "}}}]";
        HttpResponse<String> tool = create("x", tools);
        assertThat(tool.statusCode()).isEqualTo(400);
        assertThat(json(tool).at("/error/code").asText()).isEqualTo("invalid_function_parameters");
        assertThat(json(tool).at("/error/message").asText()).contains("function 'f'", reason.strip());
        String format =
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"g\",\"strict\":true,"
                        + "\"schema\":{" + schema + "}}}";
        assertThat(json(create("x", format)).at("/error/message").asText())
                .contains("response_format 'g'", reason.strip());
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                ",\"tool_choice\":\"auto\" | tool_choice",
                ",\"parallel_tool_calls\":true | parallel_tool_calls",
                ",\"top_logprobs\":2 | top_logprobs",
                ",\"modalities\":[\"text\",\"audio\"] | modalities",
                ",\"n\":129 | n",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}] | tools[0].function.name",
                ",\"tools\":[{\"type\":\"web\"}] | tools[0].type",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"function\","
                        + "\"function\":{\"name\":\"g\"}} | tool_choice"
            })
    void aToolThatCannotBeCalledIsRefused(String more, String param) throws Exception {
        HttpResponse<String> refused = create("x", more);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asText()).isEqualTo(param);
        assertThat(simulator.generationsCreated()).isZero();
    }

    private static void assertValid(String schema, String text) {
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json(text)))
                .as(text)
                .isEmpty();
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return post("{\"role\":\"user\",\"content\":\"" + prompt + "\"}", more);
    }

    private HttpResponse<String> post(String messages, String more) throws Exception {
        return client.post(CHAT, "{\"model\":\"gpt-4o-mini\",\"messages\":[" + messages + "]" + more + "}");
    }
}

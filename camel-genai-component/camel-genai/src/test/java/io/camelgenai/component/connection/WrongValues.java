package io.camelgenai.component.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every option in the metadata of the component, each with values that are none. */
final class WrongValues {

    private static final String METADATA = "/META-INF/io/camelgenai/component/genai.json";

    /** By the type of an option. */
    private static final Map<String, List<String>> OF_TYPE = Map.of(
            "integer",
            List.of("", " ", "abc", "1.5", "1,5", "1e3", "0x10", "5s", "true", "1 0", "99999999999999999999", "-1"),
            "duration",
            List.of(
                    "",
                    " ",
                    "5",
                    "1.5",
                    "soon",
                    "5x",
                    "5 s",
                    "s5",
                    "1.5s",
                    "5s1m",
                    "PT",
                    "-1s",
                    "99999999999999999999d"),
            "boolean",
            List.of("", " ", "maybe", "1", "yes", "truee"),
            "enum",
            List.of("", " ", "nonsense", "1"),
            "object",
            List.of("", " ", "kaputt", "#nobody"),
            "string",
            List.of("", " "));

    /** Of single options, besides those of their type. */
    private static final Map<String, List<String>> OF_OPTION = Map.of(
            "baseUrl",
            List.of("ftp://host", "host", "https://", "https://host/?key=1"),
            "statuses",
            List.of("DONE", "COMPLETED,,FAILED"),
            "provider",
            List.of("llmstat"),
            "descriptors",
            List.of("file:no-such-file.yaml"),
            "jsonSchema",
            List.of("{", "{}}", "[1]", "file:no-such-file.json", "no-such-file.json", "http://127.0.0.1:1/schema.json"),
            "connectTimeout",
            List.of("0s", "25d"),
            "maxConcurrentCalls",
            List.of("0", "10001"));

    /** An option and a value that it cannot have. */
    record WrongValue(String option, String value) {}

    private WrongValues() {}

    /** @param group {@code properties} for the options of endpoints, {@code componentProperties} for those of the component */
    static Stream<WrongValue> of(String group, Predicate<String> options) {
        return metadata(group).properties().stream()
                .filter(each -> !each.getValue().path("kind").asText().equals("path"))
                .filter(each -> options.test(each.getKey()))
                .flatMap(each -> of(each.getKey(), each.getValue().path("type").asText()));
    }

    /** @param type the type of the option in the metadata */
    static Stream<WrongValue> of(String option, String type) {
        return Stream.concat(
                        Objects.requireNonNull(OF_TYPE.get(type), type).stream(),
                        OF_OPTION.getOrDefault(option, List.of()).stream())
                .filter(value -> !(option.matches("apiKey|carryHeaders") && value.isBlank()))
                .map(value -> new WrongValue(option, value));
    }

    private static JsonNode metadata(String group) {
        try (InputStream json = WrongValues.class.getResourceAsStream(METADATA)) {
            return new ObjectMapper().readTree(json).path(group);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.FuzzCorpus;
import io.camelgenai.generation.Generation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mapping of each provider reads any frame, or reports that it is not JSON: it throws no other exception. The scanner
 * finds the same values as a tree. The corpus was found with the profile {@code fuzz}.
 */
class FramesFuzzTest {

    /** An input begins with a byte for the provider and a byte for the kind of frame; the rest is the frame's data. */
    private static final int DATA = 2;

    private static final List<ProviderDescriptor> PROVIDERS = Stream.of(
                    "elumenta", "openai-chat", "privategpt", "skills-video", "twelvelabs")
            .map(name -> Descriptors.catalog().get(name))
            .toList();

    private static final List<String> KINDS = List.of(
            "message",
            "error",
            "generation_start",
            "content_delta",
            "generation_end",
            "message_start",
            "content_block_delta",
            "message_delta",
            "message_stop",
            "ping",
            "response.created",
            "response.in_progress",
            "response.output_text.delta",
            "response.completed");

    private static final List<JsonPath> PATHS = Stream.of(
                    "",
                    "/id",
                    "/type",
                    "/delta",
                    "/delta/text",
                    "/choices/0/delta/content",
                    "/choices/*/delta/content",
                    "/choices/1",
                    "/*",
                    "/*/*",
                    "/usage/input_tokens",
                    "/error",
                    "/error/code")
            .map(JsonPath::of)
            .toList();

    private static final JsonScanner SCANNER = new JsonScanner(PATHS);
    private static final ObjectMapper WITHOUT_DUPLICATES =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @MethodSource({"frames", "corpus"})
    @FuzzTest(maxDuration = "20m")
    void everyFrameIsReadOrIsNotJson(byte[] input) {
        if (input.length < DATA) {
            return;
        }
        ProviderDescriptor provider = PROVIDERS.get((input[0] & 0xFF) % PROVIDERS.size());
        String data = new String(input, DATA, input.length - DATA, UTF_8);
        interpret(provider, KINDS.get((input[1] & 0xFF) % KINDS.size()), data);
        compare(data);
    }

    private static void interpret(ProviderDescriptor provider, String kind, String data) {
        try {
            Frame frame = provider.stream().interpret(kind, data);
            if (frame.document() != null) {
                provider.generation()
                        .read(frame.document(), Generation.of(provider.name()).build());
            }
        } catch (JsonProcessingException notJson) {
            // The exception is the documented way to report it.
        }
    }

    /** Documents with duplicate fields are left out, since nothing is promised about them. */
    private static void compare(String data) {
        JsonNode tree;
        ExtractedValues found;
        try {
            tree = WITHOUT_DUPLICATES.readTree(data);
            found = SCANNER.scan(data.getBytes(UTF_8));
        } catch (JsonProcessingException notJson) {
            return;
        }
        ExtractedValues expected = ExtractedValues.of(tree);
        for (JsonPath path : PATHS) {
            assertThat(found.has(path)).as(path.toString()).isEqualTo(expected.has(path));
            boolean exact = path.all(tree).stream().noneMatch(JsonNode::isNumber);
            assertSame(path, exact, found.text(path), expected.text(path));
            assertSame(path, exact, found.joinedText(path), expected.joinedText(path));
        }
    }

    /** A tree formats numbers differently. */
    private static void assertSame(JsonPath path, boolean exact, String found, String expected) {
        if (exact || found == null || expected == null) {
            assertThat(found).as(path.toString()).isEqualTo(expected);
        }
    }

    /** One frame of each kind for each provider, with a value at each path. */
    static Stream<byte[]> frames() {
        String everything =
                "{\"type\":\"%s\",\"id\":\"1\",\"delta\":{\"text\":\"t\",\"stop_reason\":\"end\"},\"sequence_number\":7,"
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":\"2\",\"prompt_tokens\":3.0,\"completion_tokens\":4e0},"
                        + "\"choices\":[{\"delta\":{\"content\":\"c\"},\"finish_reason\":\"stop\"}],\"message\":\"m\",\"code\":\"c\","
                        + "\"response\":{\"id\":\"r\",\"status\":\"completed\",\"created_at\":1760000000},\"status\":\"COMPLETED\","
                        + "\"error\":{\"code\":1,\"message\":\"m\",\"type\":null}}";
        return PROVIDERS.stream().flatMap(provider -> KINDS.stream().map(kind -> {
            byte[] data = everything.formatted(kind).getBytes(UTF_8);
            byte[] input = Arrays.copyOf(
                    new byte[] {(byte) PROVIDERS.indexOf(provider), (byte) KINDS.indexOf(kind)}, DATA + data.length);
            System.arraycopy(data, 0, input, DATA, data.length);
            return input;
        }));
    }

    static Stream<byte[]> corpus() {
        return FuzzCorpus.of("frames.zip");
    }
}

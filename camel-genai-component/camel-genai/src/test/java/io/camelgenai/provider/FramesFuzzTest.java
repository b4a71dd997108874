package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.StreamLayout.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a frame holds, the mapping of each provider reads it, or says that it is not JSON: nothing else is thrown. Its
 * corpus is what the profile {@code fuzz} found.
 */
class FramesFuzzTest {

    /** An input begins with a byte for the provider and one for the kind of frame; what follows is the frame's data. */
    private static final int DATA = 2;

    private static final List<ProviderDescriptor> PROVIDERS = Stream.of(
                    "elumenta", "llmstats", "openai-chat", "privategpt", "skills-video", "twelvelabs")
            .map(name -> Descriptors.catalog().get(name))
            .filter(provider -> provider.stream() != null)
            .toList();

    @MethodSource("frames")
    @FuzzTest(maxDuration = "20m")
    void everyFrameIsReadOrIsNotJson(byte[] input) {
        if (input.length < DATA) {
            return;
        }
        ProviderDescriptor provider = PROVIDERS.get((input[0] & 0xFF) % PROVIDERS.size());
        StreamLayout layout = provider.stream();
        String data = new String(input, DATA, input.length - DATA, UTF_8);
        try {
            Frame frame = layout.interpret(kind(layout, input[1] & 0xFF), data);
            if (frame != null && frame.document() != null) {
                provider.generation()
                        .read(frame.document(), Generation.of(provider.name()).build());
            }
        } catch (JsonProcessingException notJson) {
            // The caller hears of it by type.
        }
    }

    private static String kind(StreamLayout layout, int number) {
        List<String> kinds = kinds(layout);
        return kinds.get(number % kinds.size());
    }

    private static List<String> kinds(StreamLayout layout) {
        return Stream.concat(layout.frames().keySet().stream().sorted(), Stream.of("message"))
                .toList();
    }

    /** One frame of each kind of each provider, with something at each place that is looked at. */
    static Stream<byte[]> frames() {
        String everything =
                "{\"type\":\"%s\",\"id\":\"1\",\"delta\":{\"text\":\"t\",\"stop_reason\":\"end\"},\"sequence_number\":7,"
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":\"2\",\"prompt_tokens\":3.0,\"completion_tokens\":4e0},"
                        + "\"choices\":[{\"delta\":{\"content\":\"c\"},\"finish_reason\":\"stop\"}],\"message\":\"m\",\"code\":\"c\","
                        + "\"response\":{\"id\":\"r\",\"status\":\"completed\",\"created_at\":1760000000},\"status\":\"COMPLETED\","
                        + "\"error\":{\"code\":1,\"message\":\"m\",\"type\":null}}";
        return PROVIDERS.stream().flatMap(provider -> {
            List<String> kinds = kinds(provider.stream());
            return kinds.stream()
                    .map(kind -> input(
                            provider,
                            kinds.indexOf(kind),
                            everything.formatted(kind).getBytes(UTF_8)));
        });
    }

    private static byte[] input(ProviderDescriptor provider, int kind, byte[] data) {
        byte[] input = Arrays.copyOf(new byte[] {(byte) PROVIDERS.indexOf(provider), (byte) kind}, DATA + data.length);
        System.arraycopy(data, 0, input, DATA, data.length);
        return input;
    }
}

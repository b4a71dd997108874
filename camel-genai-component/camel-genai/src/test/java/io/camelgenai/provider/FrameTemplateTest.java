package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelgenai.provider.StreamMapping.Frame;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A frame that is recognized by a template is read like one that is parsed. */
class FrameTemplateTest {

    private static final String CHUNK = "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},"
            + "\"finish_reason\":null}],\"usage\":null}";

    /** Values in place of the text; the last ones are not texts, or end the string early. */
    private static final List<String> PIECES = List.of(
            "\"\"",
            "\" word\"",
            "\"c1\"",
            "\"\\\"\"",
            "\"a\\nb\"",
            "\"caf\u00e9 \u4e16\u754c \ud83d\ude00\"",
            "null",
            "17",
            "{\"x\":1}",
            "\"a\"},\"error\":{\"message\":\"b\"",
            "\"a\",\"content\":\"b\"",
            "\"a",
            "\"a\tb\"");

    private static StreamMapping chat() {
        return Objects.requireNonNull(
                new ProviderCatalog(FrameTemplateTest.class.getClassLoader()::getResourceAsStream, List::of)
                        .get("openai-chat").stream());
    }

    private static @Nullable Frame parsed(StreamMapping mapping, String data) {
        try {
            return mapping.interpret("message", data);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static @Nullable Frame read(FrameReader reader, String data) {
        try {
            return reader.read("message", data);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> frames() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)))
                .map(text -> JsonNodeFactory.instance.textNode(text).toString());
        Arbitrary<String> frames =
                Arbitraries.oneOf(texts, Arbitraries.of(PIECES)).map(CHUNK::formatted);
        Arbitrary<String> edited = Combinators.combine(
                        frames,
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of("", "\"", "x", "\\", ",", "\u0001"))
                .as(FrameTemplateTest::edit);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, frames), net.jqwik.api.Tuple.of(1, edited));
    }

    private static String edit(String frame, int index, String replacement) {
        int at = Math.min(index, frame.length() - 1);
        return frame.substring(0, at) + replacement + frame.substring(at + 1);
    }

    @Property(tries = 2000)
    void aRecognizedFrameIsReadLikeAParsedOne(@ForAll("runs") List<String> run) {
        StreamMapping mapping = chat();
        FrameReader reader = mapping.reader();
        for (String data : run) {
            assertThat(read(reader, data)).isEqualTo(parsed(mapping, data));
        }
    }

    @Provide
    Arbitrary<List<String>> runs() {
        return frames().list().ofMinSize(2).ofMaxSize(30);
    }

    @Example
    void aTextThatIsAlsoReadAsAnotherValueIsParsedEachTime() throws JsonProcessingException {
        String yaml = Descriptors.SMALL.replace(
                "    ping: ignore\n", "    piece: { type: TEXT, text: /t, finishReason: \"/*\" }\n");
        StreamMapping mapping = Objects.requireNonNull(Descriptors.parse(yaml).stream());
        FrameReader reader = mapping.reader();
        reader.read("piece", "{\"t\":\"a\"}");
        assertThat(reader.read("piece", "{\"t\":\"b\"}").finishReason()).isEqualTo("b");
    }

    @Example
    void aFrameOfAnotherEventIsNotRecognized() throws JsonProcessingException {
        FrameReader reader =
                Objects.requireNonNull(Descriptors.privategpt().stream()).reader();
        String data = "{\"delta\":{\"text\":\"a\"}}";
        assertThat(reader.read("content_block_delta", data).text()).isEqualTo("a");
        assertThat(reader.read("message_delta", data).text()).isNull();
    }
}

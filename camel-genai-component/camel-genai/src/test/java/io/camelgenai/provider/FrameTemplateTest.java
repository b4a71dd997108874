package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** A frame that is recognized by a template is read like one that is parsed. */
class FrameTemplateTest {

    private static final String CHUNK = "{\"id\":%s,\"created\":%s,\"type\":%s,\"delta\":%s,\"sequence_number\":%s,"
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":%s}],\"usage\":null}";

    private static final int CHUNK_VALUES = 7;

    /** Texts and numbers, and what is neither, or ends its text early. */
    private static final List<String> VALUES = List.of(
            "\"\"",
            "\" word\"",
            "\"response.output_text.delta\"",
            "\"c1\"",
            "\"\\\"\"",
            "\"a\\nb\"",
            "\"\\ud83d\\ude00 \\ud83d\"",
            "\"\\q\"",
            "\"\\u12\"",
            "\"caf\u00e9 \u4e16\u754c \ud83d\ude00\"",
            "\"\ud83d\"",
            "\"17\"",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "17",
            "1741569952",
            "00",
            "-",
            "+1",
            "1.50",
            "1.",
            ".5",
            "-1.5E+3",
            "1e9",
            "1e",
            "1e999999999",
            "9".repeat(90),
            "9".repeat(150),
            "9".repeat(250),
            "{\"x\":1}",
            "[1,\"a\"]",
            "\"a\"},\"error\":{\"message\":\"b\"",
            "\"a\",\"content\":\"b\"",
            "1,\"id\":2",
            "\"a",
            "\"a\tb\"",
            "");

    /** Mappings in which a value may be read as several things, or from several places. */
    private static final List<StreamMapping> MAPPINGS = Stream.of(
                    "frames: { '*': { type: TEXT, text: /delta, id: /id, finishReason: /type } }",
                    "frames: { '*': { type: TEXT, text: [/delta/content, /delta], usage: { inputTokens: /delta } } }",
                    "frames: { '*': { type: TEXT, text: '/*', id: /id, error: { code: '/*/id', message: '/x/*' } } }",
                    "frames: { '*': { type: TEXT, text: '/choices/*/delta', finishReason: /choices/0/delta } }",
                    "frames: { '*': { type: TEXT, text: [/content, /delta, /id], document: /choices } }",
                    "frames: { '*': { type: TEXT, text: '/choices/[index=0]/delta/content', id: '/[id=a]/x' } }",
                    "frames: { '*': { type: TEXT, text: ['/[id=7]/delta', '/[x=1]/content', '/[type=1]/delta'] } }",
                    "{ kind: [/type, /delta], sequence: /id, failure: { at: /x, error: { code: /content } }, frames:"
                            + " { a: { type: TEXT, text: /delta }, '*': { type: TEXT, text: [/delta, /id] } } }")
            .map(FrameTemplateTest::described)
            .toList();

    private static StreamMapping described(String stream) {
        int section = Descriptors.SMALL.indexOf("stream:\n  frames:");
        int next = Descriptors.SMALL.indexOf("errors:");
        String yaml = stream.startsWith("{") ? "stream: " + stream : "stream: { " + stream + " }";
        return Objects.requireNonNull(
                Descriptors.parse(
                        Descriptors.SMALL.substring(0, section) + yaml + "\n" + Descriptors.SMALL.substring(next))
                        .stream());
    }

    private static StreamMapping mapping(String provider) {
        return Objects.requireNonNull(
                new ProviderCatalog(FrameTemplateTest.class.getClassLoader()::getResourceAsStream, List::of)
                        .get(provider).stream());
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

    private static @Nullable FrameTemplate template(StreamMapping mapping, String data) {
        byte[] bytes = data.getBytes(UTF_8);
        try {
            ScanResult values = mapping.scanner().scan(bytes);
            boolean isOneDocument = values.end() < 0;
            return !isOneDocument
                    ? null
                    : FrameTemplate.of(mapping, "message", mapping.interpret("message", data, values), bytes, values);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(12)
                .map(text -> JsonNodeFactory.instance.textNode(text).toString());
        Arbitrary<String> numbers = Arbitraries.oneOf(
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.bigDecimals().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf));
        return Arbitraries.frequencyOf(Tuple.of(3, texts), Tuple.of(3, numbers), Tuple.of(1, Arbitraries.of(VALUES)));
    }

    private static String fill(String structure, List<String> values) {
        String filled = structure;
        for (String value : values) {
            filled = filled.replaceFirst("%s", Matcher.quoteReplacement(value));
        }
        return filled.replace("%s", "7");
    }

    private static String edit(String frame, int index, String replacement) {
        int at = Math.min(index, frame.length());
        return frame.substring(0, at) + replacement + frame.substring(Math.min(at + 1, frame.length()));
    }

    /** Frames of one structure, some of them edited. */
    private static Arbitrary<List<String>> frames(Arbitrary<String> structures, int values) {
        Arbitrary<List<String>> fills = values().list().ofSize(values);
        Arbitrary<String> edits = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("none")),
                Tuple.of(1, Arbitraries.of("", "\"", "x", "1", "\\", ",", "\u0001")));
        return structures.flatMap(structure -> Combinators.combine(
                        fills, edits, Arbitraries.integers().between(0, 200))
                .as((filled, edit, at) -> {
                    String frame = fill(structure, filled);
                    return edit.equals("none") ? frame : edit(frame, at, edit);
                })
                .list()
                .ofMinSize(2)
                .ofMaxSize(20));
    }

    /** Objects and arrays with places for values. Fields may be repeated. */
    private static Arbitrary<String> structures() {
        Arbitrary<String> names = Arbitraries.of("id", "type", "delta", "content", "choices", "\\u0069d", "x", "index");
        Arbitrary<String> leaf = Arbitraries.just("%s");
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        Combinators.combine(names, inner)
                                .as((name, value) -> "\"" + name + "\" : " + value)
                                .list()
                                .ofMaxSize(4)
                                .map(fields -> "{" + String.join(", ", fields) + "}"),
                        inner.list().ofMaxSize(3).map(elements -> "[" + String.join(",", elements) + "]"),
                        inner),
                3);
    }

    @Provide
    Arbitrary<List<String>> chunks() {
        return frames(Arbitraries.just(CHUNK), CHUNK_VALUES);
    }

    @Provide
    Arbitrary<List<String>> anyFrames() {
        return frames(structures(), 8);
    }

    @Property(tries = 300)
    void aStreamIsReadLikeFramesThatAreParsed(
            @ForAll("chunks") List<String> run, @ForAll("providers") String provider) {
        StreamMapping mapping = mapping(provider);
        FrameReader reader = mapping.reader();
        for (String data : run) {
            assertThat(read(reader, data)).as(data).isEqualTo(parsed(mapping, data));
        }
    }

    @Provide
    Arbitrary<String> providers() {
        return Arbitraries.of("openai-chat", "twelvelabs", "elumenta", "privategpt", "skills-video");
    }

    @Provide
    Arbitrary<StreamMapping> mappings() {
        return Arbitraries.of(MAPPINGS);
    }

    @Property(tries = 700)
    void theSameIsReadAsByTheParser(
            @ForAll("anyFrames") List<String> run,
            @ForAll("mappings") StreamMapping mapping,
            @ForAll("events") String event)
            throws JsonProcessingException {
        for (String first : run) {
            FrameTemplate template = template(mapping, first);
            for (String data : template == null ? List.<String>of() : run) {
                Frame found = Objects.requireNonNull(template).read(event, data, data.getBytes(UTF_8));
                Statistics.label("recognized").collect(found != null && !data.equals(first));
                if (found != null) {
                    assertThat(found)
                            .as("%s -> %s", first, data)
                            .isEqualTo(mapping.reader().read(event, data));
                }
            }
        }
        Statistics.label("recognized").coverage(checker -> checker.check(true).percentage(share -> share > 3));
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of("message", "a");
    }

    @Example
    void aFrameIsRecognizedThatDiffersInSeveralTextsAndNumbers() throws JsonProcessingException {
        StreamMapping mapping = MAPPINGS.get(0);
        String first = "{\"id\":\"c1\",\"created\":17,\"delta\":\"\",\"type\":1.5}";
        String other = "{\"id\":\"c2\",\"created\":170,\"delta\":\"a\\nb\",\"type\":-2}";
        Frame found = Objects.requireNonNull(template(mapping, first)).read("message", other, other.getBytes(UTF_8));
        assertThat(found).isNotNull().isEqualTo(mapping.interpret("message", other));
        assertThat(found.text()).isEqualTo("a\nb");
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

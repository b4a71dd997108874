package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's document is mapped to a generation. */
class GenerationMappingTest {

    private static final String COMPLETED = """
            {"id":"gen_1","object":"generation","status":"completed","model":"flux-1.1-pro",
             "created_at":"2026-01-02T03:04:05Z","completed_at":"2026-01-02T04:04:06.5+01:00",
             "output":{"media":[{"url":"https://files.example.org/1.png?s=1","format":"png"},
                                {"url":"https://files.example.org/2.mp4","type":"video/mp4","duration":5},
                                {"url":"https://files.example.org/3"},{"url":null},{}]},
             "usage":{"cost_usd":0.04}}
            """;

    private static Generation llmstats(String document) {
        return read(Descriptors.llmstats(), document, Generation.of("llmstats").build());
    }

    private static Generation privategpt(String document) {
        return read(
                Descriptors.privategpt(), document, Generation.of("privategpt").build());
    }

    private static Generation read(ProviderDescriptor provider, String document, Generation before) {
        return provider.generation().read(Descriptors.json(document), before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"id":"1","status":"done"}                            | text, artifacts, reasoning, toolCalls, usage, finishReason, createdAt, completedAt
            {"id":"1","status":"done","text":"a","why":"b"}       | toolCalls, usage, finishReason, createdAt, completedAt
            {"id":"1","status":"done","file":"https://x","end":1} | reasoning, toolCalls, usage, createdAt, completedAt
            {"id":"1","status":"done","text":"a","tokens":7}      | reasoning, toolCalls, finishReason, createdAt, completedAt
            """)
    void theKeysWhosePathsFindNothingAreNamed(String document, String keys) {
        ProviderDescriptor acme = Descriptors.parse(Descriptors.SMALL.replace("  id: /id\n", """
                  id: /id
                  text: /text
                  reasoning: /why
                  toolCalls: { items: /calls, name: /name, arguments: /arguments }
                  artifacts: { items: /file, url: "" }
                  usage: { outputTokens: /tokens }
                  finishReason: /end
                  createdAt: /from
                  completedAt: /to
                """));

        Generation done = read(acme, document, Generation.of("acme").build());

        assertThat(String.join(", ", acme.generation().lacking(done))).isEqualTo(keys);
    }

    @Test
    void aKeyThatIsNotDescribedIsNotNamed() {
        ProviderDescriptor acme = Descriptors.parse(Descriptors.SMALL);

        Generation done = read(
                acme,
                "{\"id\":\"1\",\"status\":\"done\"}",
                Generation.of("acme").build());

        assertThat(acme.generation().lacking(done)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            skills-video | {"data":{"videos":[],"images":[{"url":"https://x/a.png"}]}}                    | https://x/a.png
            skills-video | {"data":{"videos":[{}],"images":[{"url":"https://x/a.png"}]}}                  | https://x/a.png
            skills-video | {"data":{"videos":[null],"images":[{"url":"https://x/a.png"}]}}                | https://x/a.png
            skills-video | {"data":{"videos":[{"url":""}],"images":[{"url":"https://x/a.png"}]}}          | https://x/a.png
            skills-video | {"data":{"videos":[{"url":null},{}],"image":{"url":"https://x/a.png"}}}        | https://x/a.png
            skills-video | {"data":{"video":{},"image":{"url":"https://x/a.png"}}}                        | https://x/a.png
            skills-video | {"data":{"video":{"url":" "},"audio":{"url":"https://x/a.png"}}}               | https://x/a.png
            skills-video | {"data":{"video":null,"image":"","audios":[{"url":"https://x/a.png"}]}}        | https://x/a.png
            skills-video | {"data":{"videos":[{},{"url":"https://x/a.png"}],"images":[{"url":"other"}]}}  | https://x/a.png
            skills-video | {"data":{"videos":[],"images":[]}}                                             | -
            skills-video | {"data":{"video":{"url":""}}}                                                  | -
            elumenta     | {"result_url":""}                                                              | -
            elumenta     | {"result_url":null}                                                            | -
            elumenta     | {"result_url":{}}                                                              | -
            llmstats     | {"output":{"media":[{"url":""},{"url":"https://x/a.png"}]}}                    | https://x/a.png
            """)
    void G21_anEmptyListOrAnEmptyUrlIsNoArtifact(String provider, String document, String url) {
        assertThat(read(
                                Descriptors.catalog().get(provider),
                                document,
                                Generation.of(provider).build())
                        .artifacts())
                .extracting(Artifact::url)
                .isEqualTo(url == null ? List.of() : List.of(url));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"data":"AAAA","type":"image/webp"}           | data:image/webp;base64,AAAA              | webp
            {"data":"iVBORw0KGgoAAAANSUhEUg=="}           | data:image/png;base64,iVBORw0KGgoAAAANSUhEUg== | png
            {"data":"/9j/4AAQSkZJRgAB","type":"jpg"}      | data:image/jpeg;base64,/9j/4AAQSkZJRgAB  | jpg
            {"data":"UklGRiQAAABXRUJQVlA4"}               | data:image/webp;base64,UklGRiQAAABXRUJQVlA4 | webp
            {"data":"R0lGODdh"}                           | data:image/gif;base64,R0lGODdh           | gif
            {"data":"AAAAIGZ0eXBpc29t"}                   | data:video/mp4;base64,AAAAIGZ0eXBpc29t   | mp4
            {"data":"T2dnUwAC"}                           | data:audio/ogg;base64,T2dnUwAC           | ogg
            {"data":"AAAA"}                               | data:application/octet-stream;base64,AAAA | -
            {"data":"?"}                                  | data:application/octet-stream;base64,?   | -
            {"data":"data:image/x-icon;base64,AAAA"}      | data:image/x-icon;base64,AAAA            | icon
            {"data":"AAAA","url":"https://x/a.png"}       | https://x/a.png                          | png
            {"url":"data:,plain"}                         | data:,plain                              | -
            {"data":""}                                   | -                                        | -
            """)
    void aFileWithinADocumentIsADataUrl(String file, @Nullable String url, @Nullable String format) {
        String paths = "  artifacts: { items: /files, url: /url, base64: /data, format: /type }\n";
        ProviderDescriptor acme = Descriptors.parse(Descriptors.SMALL.replace("  id: /id\n", "  id: /id\n" + paths));
        Generation read =
                read(acme, "{\"files\":[" + file + "]}", Generation.of("acme").build());
        assertThat(read.artifacts()).isEqualTo(url == null ? List.of() : List.of(new Artifact(url, format)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {"at":0}                    | 0
            {"at":"12"}                 | 12
            {"at":-1}                   | -
            {"at":99999999999}          | -
            {"at":null}                 | -
            {"at":"soon"}               | -
            {}                          | -
            {"at":3,"status":"done"}    | -
            """)
    void aPlaceInTheQueueIsANumberOfAGenerationThatIsNotTerminal(String document, @Nullable Integer position) {
        ProviderDescriptor acme =
                Descriptors.parse(Descriptors.SMALL.replace("  id: /id\n", "  id: /id\n  queuePosition: /at\n"));
        Generation before = Generation.of("acme").queuePosition(7).build();
        assertThat(read(acme, document, before).queuePosition()).isEqualTo(position);
    }

    @Test
    void aCompletedGenerationOfLlmstatsIsRead() {
        JsonNode raw = Descriptors.json(COMPLETED);
        assertThat(llmstats(COMPLETED))
                .isEqualTo(Generation.of("llmstats")
                        .id("gen_1")
                        .model("flux-1.1-pro")
                        .status(GenerationStatus.COMPLETED)
                        .providerStatus("completed")
                        .artifacts(List.of(
                                new Artifact("https://files.example.org/1.png?s=1", "png"),
                                new Artifact("https://files.example.org/2.mp4", "mp4"),
                                new Artifact("https://files.example.org/3", null)))
                        .usage(new Usage(null, null, new BigDecimal("0.04")))
                        .createdAt(Instant.parse("2026-01-02T03:04:05Z"))
                        .completedAt(Instant.parse("2026-01-02T03:04:06.5Z"))
                        .raw(raw)
                        .build());
    }

    @Test
    void aQueuedGenerationOfLlmstatsIsRead() {
        Generation queued =
                llmstats("{\"id\":\"gen_1\",\"object\":\"generation\",\"status\":\"queued\",\"model\":\"veo-3\"}");
        assertThat(queued.id()).isEqualTo("gen_1");
        assertThat(queued.status()).isEqualTo(GenerationStatus.QUEUED);
        assertThat(queued.artifacts()).isEmpty();
        assertThat(queued.error()).isNull();
        assertThat(queued.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void aFailedGenerationOfLlmstatsIsRead() {
        Generation failed = llmstats(
                "{\"id\":\"gen_1\",\"status\":\"failed\",\"error\":{\"code\":\"provider_timeout\",\"message\":\"Too slow\"},\"usage\":{\"cost_usd\":0}}");
        assertThat(failed.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(failed.error()).isEqualTo(new GenerationError("provider_timeout", "Too slow", true));
        assertThat(failed.usage().costUsd()).isEqualByComparingTo("0");
        assertThat(llmstats("{\"status\":\"failed\",\"error\":{\"code\":\"content_policy\"}}")
                        .error())
                .isEqualTo(new GenerationError("content_policy", null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, QUEUED",
        "processing, RUNNING",
        "completed, COMPLETED",
        "cancelled, CANCELED",
        "error, FAILED",
        "failed, FAILED",
        "paused, UNRECOGNIZED",
        "COMPLETED, UNRECOGNIZED"
    })
    void aStatusWordOfPrivategptThatIsNotListedIsUnrecognized(String word, GenerationStatus status) {
        Generation generation = privategpt("{\"message_id\":\"m1\",\"status\":\"" + word + "\"}");
        assertThat(generation.status()).isEqualTo(status);
        assertThat(generation.providerStatus()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "null", "{}", "[]"})
    void aBlankStatusIsNone(String blank) {
        Generation generation =
                privategpt("{'message_id':'m1','status':%s}".formatted(blank).replace('\'', '"'));
        assertThat(generation.status()).isEqualTo(GenerationStatus.RUNNING);
        assertThat(generation.providerStatus()).isNull();
    }

    @Test
    void aFailedMessageOfPrivategptIsRead() {
        Generation failed = privategpt("""
                {"message_id":"m1","status":"error","created_at":"2026-01-02T03:04:05.123456Z",
                 "updated_at":"2026-01-02T03:04:06.123456Z","completed_at":null,"error_message":"CUDA out of memory",
                 "stream_type":"chat_completion","metadata":{"message_count":1,"error_code":"API_ERROR"}}
                """);
        assertThat(failed.id()).isEqualTo("m1");
        assertThat(failed.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(failed.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(failed.completedAt()).isNull();
        assertThat(failed.error()).isEqualTo(new GenerationError("API_ERROR", "CUDA out of memory", true));
    }

    @Test
    void theResponseToACreateOfPrivategptIsRead() {
        Generation created = privategpt(
                "{\"message_id\":\"m1\",\"status\":\"pending\",\"message\":\"Request initiated successfully\"}");
        assertThat(created.id()).isEqualTo("m1");
        assertThat(created.status()).isEqualTo(GenerationStatus.QUEUED);
        assertThat(created.error()).isNull();
        assertThat(created.text()).isNull();
    }

    @Test
    void aCompletedStatusKeepsTheReasonWhyTheTextIsIncomplete() {
        Generation truncated = Generation.of("privategpt")
                .text("Once")
                .finishReason("max_tokens")
                .build();
        Generation read = read(Descriptors.privategpt(), "{\"status\":\"completed\"}", truncated);
        assertThat(read.status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(read.text()).isEqualTo("Once");
        Generation complete = truncated.with().finishReason("end_turn").build();
        assertThat(read(Descriptors.privategpt(), "{\"status\":\"completed\"}", complete)
                        .status())
                .isEqualTo(GenerationStatus.COMPLETED);
        assertThat(read(Descriptors.privategpt(), "{\"status\":\"error\"}", truncated)
                        .status())
                .isEqualTo(GenerationStatus.FAILED);
    }

    @Test
    void aDocumentWithFewerValuesKeepsTheEarlierOnes() {
        Generation before = llmstats(COMPLETED);
        Generation after = read(Descriptors.llmstats(), "{}", before);
        assertThat(after).isEqualTo(before.with().raw(Descriptors.json("{}")).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "42", "[{\"id\":\"x\"}]", "{\"id\":{},\"status\":[]}"})
    void aDocumentOfAnotherShapeHasNoContent(String document) {
        Generation read = llmstats(document);
        assertThat(read.id()).isNull();
        assertThat(read.status()).isEqualTo(GenerationStatus.RUNNING);
        assertThat(read.providerStatus()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"created_at\":\"yesterday\"}",
                "{\"created_at\":{}}",
                "{\"created_at\":\"\"}",
                "{\"created_at\":\"1e2147483647\"}",
                "{\"created_at\":\"2026-13-45T00:00:00Z\"}",
                "{\"usage\":{\"cost_usd\":\"free\"}}",
                "{\"usage\":7}",
                "{\"output\":{\"media\":\"none\"}}"
            })
    void aValueThatCannotBeReadCountsAsAbsent(String document) {
        Generation read = llmstats(document);
        assertThat(read.createdAt()).isNull();
        assertThat(read.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(read.artifacts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"id\":7} | 7", "{\"id\":\" \"} |", "{\"id\":\"\"} |", "{\"id\":null} |", "{\"id\":[\"a\"]} |"})
    void anIdIsATextOrANumber(String document, String id) {
        assertThat(Descriptors.llmstats().generation().idIn(Descriptors.json(document)))
                .isEqualTo(id);
    }

    @Test
    void timesMayBeSecondsOfTheEpoch() {
        assertThat(llmstats("{\"created_at\":1767323045.25}").createdAt())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.25Z"));
        assertThat(llmstats("{\"created_at\":\"1767323045\"}").createdAt())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void aPriceMayBeAText() {
        assertThat(llmstats("{\"usage\":{\"cost_usd\":\"0.0400\"}}").usage().costUsd())
                .isEqualTo(new BigDecimal("0.0400"));
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void F79_aTextThatIsAlmostANumberIsReadInTime() {
        String digits = "7".repeat(1_000_000);
        assertThat(llmstats("{\"usage\":{\"cost_usd\":\"" + digits + "x\"}}").usage())
                .isEqualTo(Usage.UNKNOWN);
        assertThat(llmstats("{\"usage\":{\"cost_usd\":\"" + digits + "\"}}").usage())
                .isEqualTo(Usage.UNKNOWN);
    }

    private static Generation complete(String keys, String document) {
        String yaml = Descriptors.SMALL.replace("  status: /status\n", "  status: /status\n" + keys);
        return Descriptors.parse(yaml)
                .generation()
                .read(
                        Descriptors.json(document),
                        Generation.of("acme").status(GenerationStatus.RUNNING).build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"done":true}                                  | COMPLETED |
            {"done":"stop"}                                | COMPLETED |
            {"done":1}                                     | COMPLETED |
            {"done":{"at":"2026"}}                         | COMPLETED |
            {"done":true,"error":null}                     | COMPLETED |
            {"done":true,"error":{}}                       | COMPLETED |
            {"done":true,"error":""}                       | COMPLETED |
            {"done":false}                                 | RUNNING   |
            {"done":"false"}                               | RUNNING   |
            {"done":"False"}                               | RUNNING   |
            {"done":0}                                     | RUNNING   |
            {"done":""}                                    | RUNNING   |
            {"done":"  "}                                  | RUNNING   |
            {"done":null}                                  | RUNNING   |
            {"done":"null"}                                | RUNNING   |
            {"done":"None"}                                | RUNNING   |
            {"done":{}}                                    | RUNNING   |
            {"done":[]}                                    | RUNNING   |
            {}                                             | RUNNING   |
            {"done":true,"error":"Died"}                   | FAILED    | Died
            {"done":true,"error":{"message":"Died"}}       | FAILED    | Died
            {"done":true,"error_message":"Died"}           | FAILED    | Died
            {"done":true,"errors":[{"message":"Died"}]}    | FAILED    | Died
            {"done":true,"reason":"error"}                 | FAILED    | It finished with the reason error
            {"done":true,"reason":"ContentFilter"}         | FAILED    | It finished with the reason ContentFilter
            {"done":true,"reason":"LENGTH"}                | INCOMPLETE |
            {"done":false,"reason":"content_filter"}       | RUNNING   |
            """)
    void G41_onlyAValueThatSaysSomethingCompletes(String document, GenerationStatus status, @Nullable String message) {
        Generation read =
                complete("  completedBy: /done\n  finishReason: /reason\n  incompleteReasons: [length]\n", document);
        assertThat(read.status()).isEqualTo(status);
        GenerationError error = read.error();
        assertThat(error == null ? null : error.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failedReasons: []                        | content_filter | COMPLETED
            failedReasons: [refusal]                 | content_filter | COMPLETED
            failedReasons: [refusal]                 | Refusal        | FAILED
            failedReasons: [content_filter, safety]  | SAFETY         | FAILED
            incompleteReasons: [content_filter]      | content_filter | INCOMPLETE
            incompleteReasons: [length]              | content_filter | FAILED
            completedReasons: [stop]                 | STOP           | COMPLETED
            completedReasons: [stop]                 | anything       | FAILED
            """)
    void G38_theDescriptorSaysWhichReasonsMeanFailure(String key, String reason, GenerationStatus status) {
        String keys = "  completedBy: /done\n  finishReason: /reason\n  " + key + "\n";
        assertThat(complete(keys, "{\"done\":true,\"reason\":\"" + reason + "\"}")
                        .status())
                .isEqualTo(status);
    }
}

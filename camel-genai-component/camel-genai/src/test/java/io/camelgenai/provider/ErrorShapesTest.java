package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in any shape: the provider's words are found wherever they stand, and what is no error is taken for none. */
class ErrorShapesTest {

    private static final String TEXT =
            "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";

    private static final ProviderDescriptor CHAT = Descriptors.catalog().get("openai-chat");

    private static FrameReader afterText(ProviderDescriptor provider) throws JsonProcessingException {
        FrameReader frames = Objects.requireNonNull(provider.stream()).reader();
        frames.read("message", TEXT);
        frames.read("message", TEXT);
        return frames;
    }

    private static void assertError(@Nullable GenerationError error, @Nullable String code, @Nullable String message) {
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":{"message":"Died","code":500}}                                             | 500           | Died
            {"error":{"message":"Died","type":"server_error","code":null,"param":null}}         | server_error  | Died
            {"error":{"message":"Died"}}                                                        |               | Died
            {"error":"Died"}                                                                    |               | Died
            {"error":["Died"]}                                                                  |               | Died
            {"error":{"error":{"message":"Died","code":7}}}                                     | 7             | Died
            {"error":{"detail":"Died"}}                                                         |               | Died
            {"error":{"msg":"Died"}}                                                            |               | Died
            {"error":{"reason":"Died","code":"x"}}                                              | x             | Died
            {"error":{"message":{"detail":[{"msg":"Died"}]}}}                                   |               | Died
            {"error":{"code":500,"metadata":{"message":"Died"}}}                                | 500           | Died
            {"error":true,"message":"Died"}                                                     |               | Died
            {"error":"overloaded","message":"Died"}                                             | overloaded    | Died
            {"error":"overloaded","error_description":"Died"}                                   | overloaded    | Died
            {"errors":[{"message":"Died","code":9}]}                                            | 9             | Died
            {"errors":["Died","at once"]}                                                       |               | Died; at once
            {"error":{"message":"Died","code":1},"choices":[]}                                  | 1             | Died
            {"error":{"message":"Died","code":1},"id":"c1","choices":null,"object":"error"}     | 1             | Died
            {"text":"**Died**","error_code":50001}                                              | 50001         | **Died**
            {"text":"Died","error_code":"50001","usage":{},"finish_reason":null}                | 50001         | Died
            {"object":"error","message":"Died","code":400}                                      | 400           | Died
            {"object":"error","message":"Died","type":"BadRequestError","param":null,"code":400}| 400           | Died
            {"object":"error","message":"Died","type":"BadRequestError"}                        | BadRequestError | Died
            {"object":"error","message":"Died"}                                                 |               | Died
            {"type":"error","message":"Died"}                                                   |               | Died
            {"type":"error","error":{"type":"overloaded_error","message":"Died"}}               | overloaded_error | Died
            {"choices":null,"error_type":"timeout","error_message":"Died"}                      | timeout       | Died
            {"choices":[],"error_code":"x","error_message":"Died"}                              | x             | Died
            {"error_message":"Died"}                                                            |               | Died
            {"errorMessage":"Died","errorType":"x"}                                             | x             | Died
            {"errorCode":5,"message":"Died"}                                                    | 5             | Died
            {"code":500,"message":"Died"}                                                       | 500           | Died
            {"code":"rate_limit","message":"Died","request_id":"r"}                             | rate_limit    | Died
            {"code":500,"msg":"Died"}                                                           | 500           | Died
            {"code":500,"message":"Died","data":null}                                           | 500           | Died
            {"status":"error","message":"Died"}                                                 |               | Died
            {"detail":"Died"}                                                                   |               | Died
            {"detail":[{"loc":["body","model"],"msg":"Died","type":"missing"}]}                 |               | body.model: Died
            {"detail":{"message":"Died","code":3}}                                              |               | Died
            [{"error":{"code":400,"message":"Died","status":"INVALID"}}]                        | 400           | Died
            {"choices":[{"index":0,"finish_reason":"error","error":{"code":502,"message":"Died"}}]} | 502       | Died
            {"id":"c1","choices":[{"delta":{"content":""},"finish_reason":"error","error":{"code":502,"message":"Died"}}]} | 502 | Died
            {"choices":[{"delta":{},"error":{"message":"Died"}}]}                               |               | Died
            {"error":{"code":502,"message":"Died"},"choices":[{"delta":{},"finish_reason":"error"}]} | 502      | Died
            """)
    void G8_G11_G13_anErrorInTheMiddleOfAStreamIsAFailure(String frame, @Nullable String code, @Nullable String message)
            throws JsonProcessingException {
        Frame read = afterText(CHAT).read("message", frame);

        assertThat(read.type()).isEqualTo(GenerationEventType.FAILED);
        if (code != null || !frame.startsWith("{\"detail\"")) {
            assertError(read.error(), code, message);
        } else {
            assertThat(Objects.requireNonNull(read.error()).message()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"message":"Died","code":500}       | 500 | Died
            {"message":"Died"}                  |     | Died
            {"msg":"Died"}                      |     | Died
            {"detail":"Died"}                   |     | Died
            {"error":"Died"}                    |     | Died
            {"foo":{"message":"Died"}}          |     | Died
            "Died"                              |     | Died
            Died                                |     | Died
            upstream: Died                      |     | upstream: Died
            <html><head><title>Died</title></head><body>x</body></html> | | Died
            ["Died"]                            |     | Died
            """)
    void G9_theEventLineSaysThatItIsAnError(String data, @Nullable String code, String message)
            throws JsonProcessingException {
        for (String event : new String[] {"error", "Error", "ERROR"}) {
            for (String provider : new String[] {"openai-chat", "twelvelabs", "elumenta"}) {
                Frame read = afterText(Descriptors.catalog().get(provider)).read(event, data);

                assertThat(read.type()).isEqualTo(GenerationEventType.FAILED);
                assertThat(Objects.requireNonNull(read.error()).message()).isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "{\"error\":{}}", "{\"message\":\"\"}"})
    void G9_anErrorWithoutWordsIsOneToo(String data) throws JsonProcessingException {
        Frame read = afterText(CHAT).read("error", data);

        assertThat(read.type()).isEqualTo(GenerationEventType.FAILED);
        assertThat(read.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":{}",
                "\"error\":\"\"",
                "\"error\":\" \"",
                "\"error\":null",
                "\"error\":false",
                "\"error\":0",
                "\"error\":[]",
                "\"error\":[{}]",
                "\"error\":{\"message\":\"\",\"code\":null}",
                "\"error\":{\"message\":null,\"type\":\"\",\"param\":{}}",
                "\"error\":{\"code\":0,\"message\":\"success\"}",
                "\"errors\":[]",
                "\"errors\":null",
                "\"error_code\":0",
                "\"error_code\":0,\"error_message\":\"success\"",
                "\"error_type\":null,\"error_message\":\"\"",
                "\"code\":0,\"message\":\"ok\"",
                "\"code\":200,\"message\":\"success\"",
                "\"code\":null,\"message\":null",
                "\"detail\":\"about\"",
                "\"status\":\"ok\"",
                "\"object\":\"chat.completion.chunk\"",
                "\"type\":\"chunk\""
            })
    void G12_anEmptyErrorIsNone(String field) throws JsonProcessingException {
        FrameReader frames = afterText(CHAT);
        for (String piece : new String[] {"a", "b"}) {
            Frame read =
                    frames.read("message", "{" + field + "," + TEXT.substring(1).replace("Hel", piece));
            assertThat(read.type()).isEqualTo(GenerationEventType.TEXT);
            assertThat(read.text()).isEqualTo(piece);
            assertThat(read.error()).isNull();
        }
        Generation done = CHAT.generation()
                .read(
                        JsonText.tree(
                                "{" + field
                                        + ",\"id\":\"c1\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"),
                        Generation.of("openai-chat").build());
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.error()).isNull();
        Generation job = Descriptors.llmstats()
                .generation()
                .read(
                        JsonText.tree("{" + (field.contains("\"status\"") ? "" : field + ",")
                                + "\"id\":\"g\",\"status\":\"completed\"}"),
                        Generation.of("llmstats").build());
        assertThat(job.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(job.error()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "error_code":0                  | "error_code":50001
            "error":""                      | "error":"Died"
            "error_message":""              | "error_message":"Died"
            "code":0,"message":""           | "error":"Died","message":""
            "error":null                    | "error":"Died"
            """)
    void anErrorBehindFramesThatAreAlikeIsSeen(String fine, String failing) throws JsonProcessingException {
        FrameReader frames = Objects.requireNonNull(CHAT.stream()).reader();
        for (int i = 0; i < 20; i++) {
            assertThat(frames.read("message", "{" + fine + "," + TEXT.substring(1))
                            .type())
                    .isEqualTo(GenerationEventType.TEXT);
        }
        assertThat(frames.read("message", "{" + failing + "," + TEXT.substring(1))
                        .type())
                .isEqualTo(GenerationEventType.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}",
                "{\"message\":\"processing\"}",
                "{\"type\":\"ping\"}",
                "{\"status\":\"processing\"}",
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"an error?\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"{\\\"error\\\":\\\"x\\\"}\"}}]}",
                "{}",
                "[]",
                "null"
            })
    void whatIsNoErrorIsNone(String frame) throws JsonProcessingException {
        Frame read = afterText(CHAT).read("message", frame);
        assertThat(read.type()).isNotEqualTo(GenerationEventType.FAILED);
        assertThat(read.error()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":"c1","choices":[{"message":{"content":"half"},"finish_reason":"error","error":{"code":502,"message":"Died"}}]} | 502 | Died
            {"id":"c1","choices":[{"message":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"Died"}}     | 502 | Died
            {"id":"c1","choices":[{"finish_reason":"stop","error":{"code":502,"message":"Died"}}]}                              | 502 | Died
            {"id":"c1","error":{"code":429,"message":"Died"},"user_id":"u"}                                                     | 429 | Died
            {"id":"c1","error":"Died"}                                                                                          |     | Died
            """)
    void G13_aPlainAnswerWithAnErrorIsAFailure(String document, @Nullable String code, String message)
            throws JsonProcessingException {
        Generation read = CHAT.generation()
                .read(JsonText.tree(document), Generation.of("openai-chat").build());

        assertThat(read.status()).isEqualTo(GenerationStatus.FAILED);
        assertError(read.error(), code, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            llmstats     | failed | "error":"Died"
            llmstats     | failed | "error":{"detail":"Died"}
            llmstats     | failed | "error":{"error":{"message":"Died"}}
            llmstats     | failed | "error_message":"Died"
            llmstats     | failed | "message":"Died"
            llmstats     | failed | "errors":[{"message":"Died"}]
            elumenta     | failed | "error":{"message":"Died"}
            elumenta     | failed | "error":["Died"]
            twelvelabs   | failed | "error":"Died"
            skills-video | FAILED | "error":{"message":"Died"}
            skills-video | FAILED | "error":"Died"
            privategpt   | error  | "error":{"message":"Died"}
            privategpt   | failed | "error":"Died","input":{"message":"my prompt"}
            """)
    void G11_theReasonOfAFailedJobIsFound(String provider, String status, String error) throws JsonProcessingException {
        String document = "{\"id\":\"g\",\"status\":\"" + status + "\"," + error + "}";
        Generation read = Descriptors.catalog()
                .get(provider)
                .generation()
                .read(JsonText.tree(document), Generation.of(provider).build());

        assertThat(read.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(Objects.requireNonNull(read.error()).message()).isEqualTo("Died");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"failed\",\"input\":{\"message\":\"my prompt\"}}",
                "{\"status\":\"failed\",\"messages\":[{\"message\":\"my prompt\"}]}",
                "{\"status\":\"failed\",\"title\":\"my prompt\",\"description\":\"my prompt\",\"text\":{\"message\":\"my prompt\"}}"
            })
    void aPromptIsNoReason(String document) throws JsonProcessingException {
        Generation read = Descriptors.llmstats()
                .generation()
                .read(JsonText.tree(document), Generation.of("llmstats").build());
        assertThat(read.error()).isEqualTo(GenerationError.UNSPECIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "completed, COMPLETED, false",
        "canceled, CANCELED, false",
        "cancelled, CANCELED, false",
        "queued, QUEUED, true",
        "failed, FAILED, true",
        "running, RUNNING, true"
    })
    void G20_theErrorOfAnEarlierPollIsNoneOfAResult(String word, GenerationStatus status, boolean stays)
            throws JsonProcessingException {
        GenerationMapping mapping = Descriptors.llmstats().generation();
        Generation running = mapping.read(
                JsonText.tree(
                        "{\"id\":\"g\",\"status\":\"running\",\"error\":{\"code\":\"provider_timeout\",\"message\":\"retrying\"}}"),
                Generation.of("llmstats").build());
        assertError(running.error(), "provider_timeout", "retrying");

        Generation now = mapping.read(JsonText.tree("{\"id\":\"g\",\"status\":\"" + word + "\"}"), running);
        assertThat(now.status()).isEqualTo(status);
        assertThat(now.error() != null).isEqualTo(stays);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"object":"error","message":"Too long","code":400}                              | Too long
            [{"error":{"code":400,"message":"Too long","status":"INVALID_ARGUMENT"}}]       | Too long
            {"detail":[{"loc":["body","n"],"msg":"Too long","type":"value_error"}]}         | body.n: Too long
            {"detail":[{"msg":"Too long"},{"msg":"No model"}]}                              | Too long; No model
            {"detail":"Too long"}                                                           | Too long
            {"detail":{"error":"Too long"}}                                                 | Too long
            {"message":{"detail":[{"loc":["body","n"],"msg":"Too long"}]}}                  | body.n: Too long
            {"object":"error","message":{"detail":[{"msg":"Too long"}]},"type":"invalid"}   | Too long
            {"Message":"Too long","__type":"ValidationException"}                           | Too long
            {"type":"about:blank","title":"Bad Request","status":400,"detail":"Too long"}   | Too long
            {"title":"Too long","status":400}                                               | Too long
            {"timestamp":"2026-01-01","status":400,"error":"Bad Request","message":"Too long"} | Too long
            {"fault":{"faultstring":"Too long","detail":{"errorcode":"x"}}}                 | Too long
            {"success":false,"errors":[{"code":7003,"message":"Too long"}],"messages":[]}   | Too long
            {"base_resp":{"status_code":1004,"status_msg":"Too long"}}                      | Too long
            "Too long"                                                                      | Too long
            Too long                                                                        | Too long
            404 page not found                                                              | 404 page not found
            upstream connect error or disconnect/reset before headers                       | upstream connect error or disconnect/reset before headers
            <html><head><title>Too long</title></head><body><h1>other</h1></body></html>    | Too long
            <!DOCTYPE html><html><body><h1>Too &amp; long</h1><p>x</p></body></html>        | Too & long
            <HTML><TITLE> Too \t long </TITLE></HTML>                                       | Too long
            <html><head><title></title></head><body><script>x</script>Too <b>long</b>       | Too long
            <?xml version="1.0"?><Error><Code>x</Code><Message>Too long</Message></Error>   | Too long
            {"error":{"message":"<html><title>Too long</title></html>"}}                    | Too long
            """)
    void G22_theReasonOfARefusalIsFound(String body, String message) {
        for (String provider :
                new String[] {"openai-chat", "llmstats", "privategpt", "twelvelabs", "elumenta", "skills-video"}) {
            ErrorMapping errors = Descriptors.catalog().get(provider).errors();
            for (String mark : new String[] {"", "\uFEFF", "\n"}) {
                if (mark.isEmpty() || !mark.isBlank() || !body.startsWith("<?")) {
                    assertThat(errors.read(400, mark + body).message())
                            .as(provider)
                            .contains(
                                    message.substring(message.indexOf(": ") + 1).strip());
                }
            }
        }
        assertThat(CHAT.errors().read(400, body).message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "[]", "null", "{\"error\":{}}", "{\"error\":null}", "<html></html>"})
    void G22_aRefusalMayHaveNoReason(String body) {
        assertThat(CHAT.errors().read(502, body).message()).isNull();
        assertThat(CHAT.errors().read(502, body).code()).isNull();
    }
}

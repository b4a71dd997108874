package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A descriptor with one mistake is refused with the file, the path and the reason. */
class DescriptorMistakesTest {

    private static Arguments mistake(String right, String wrong, String message) {
        return Arguments.of(right, wrong, message);
    }

    static Stream<Arguments> inValues() {
        return Stream.of(
                mistake(
                        "https://api.acme.example/",
                        "ftp://x.example",
                        "/baseUrl: 'ftp://x.example' is not an http or https URL"),
                mistake(
                        "https://api.acme.example/",
                        "https:/x.example",
                        "/baseUrl: 'https:/x.example' is not an http or https URL"),
                mistake(
                        "title: Acme",
                        "title: Acme\nheadersTimeout: 0s",
                        "/headersTimeout: expected a duration from 1ms to 24h"),
                mistake(
                        "title: Acme",
                        "title: Acme\nheadersTimeout: 25h",
                        "/headersTimeout: expected a duration from 1ms to 24h"),
                mistake(
                        "title: Acme",
                        "title: Acme\nheadersTimeout: soon",
                        "/headersTimeout: expected a duration such as 60s, found 'soon'"),
                mistake(
                        "title: Acme",
                        "title: Acme\nheadersTimeout: [60s]",
                        "/headersTimeout: expected a text, found array"),
                mistake(
                        "title: Acme",
                        "title: Acme\nbatch: { line: { id: \"{customId}\" }, at: /list, maxLines: 1, maxSize: 1MB }",
                        "/batch/line: no field is {request}"),
                mistake(
                        "title: Acme",
                        "title: Acme\nbatch: { line: { id: \"{customId}\", body: \"{request}\" }, at: /a/list, maxLines: 1, maxSize: 1MB }",
                        "/batch/at: expected a field of the body, as /requests, which becomes the list"),
                mistake("https://api.acme.example/", "https://a b", "/baseUrl: 'https://a b' is not a URL"),
                mistake("Bearer {key}", "Bearer", "/auth/value: contains no {key}"),
                mistake("{ header: Authorization", "{ signer: hmac-v1", "/auth: 'header' is missing"),
                mistake(", value: \"Bearer {key}\"", ", signer: hmac-v1", "/auth: 'value' is missing"),
                mistake(
                        "{ header: Authorization, value: \"Bearer {key}\" }",
                        "{ signer: hmac-v2 }",
                        "/auth/signer: no signer is named 'hmac-v2'; did you mean 'hmac-v1'?"),
                mistake(
                        "{ header: Authorization, value: \"Bearer {key}\" }",
                        "{ signer: other }",
                        "/auth/signer: no signer is named 'other'; a signer is a service or a bean of the type"
                                + " io.camelgenai.provider.RequestSigner"),
                mistake(
                        "model: /model",
                        "model: model",
                        "/request/model: 'model' is not a JSON pointer: it has to begin with '/'"),
                mistake(
                        "prompt: /prompt",
                        "prompt: \"\"",
                        "/request/prompt: expected a path below the root of the body"),
                mistake(
                        "prompt: /prompt",
                        "prompt: { at: /p, as: [ hi ] }",
                        "/request/prompt/as: contains no {prompt}"),
                mistake(
                        "prompt: /prompt",
                        "prompt: /prompt\n  system: { at: /s, as: \"{prompt}\" }",
                        "/request/system/as: contains no {system}"),
                mistake(
                        "prompt: /prompt",
                        "prompt: /prompt\n  system: { as: \"{system}\" }",
                        "/request/system: 'at' is missing"),
                mistake(
                        "prompt: /prompt",
                        "prompt: { at: p, as: \"{prompt}\" }",
                        "/request/prompt/at: 'p' is not a JSON pointer: it has to begin with '/'"),
                mistake(
                        "done: COMPLETED",
                        "done: READY",
                        "/status/done: 'READY' is none of [QUEUED, RUNNING, UNRECOGNIZED, COMPLETED, INCOMPLETE,"
                                + " FAILED, CANCELED]"),
                mistake("done: COMPLETED", "done: [COMPLETED]", "/status/done: expected a text, found array"),
                mistake(
                        "replays: all",
                        "replays: some",
                        "/operations/stream/replays: 'some' is none of [all, nothing]"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { type: DONE }",
                        "/stream/frames/end/type: 'DONE' is none of [STARTED, STATUS, TEXT, REASONING, TOOL_CALL, OTHER, COMPLETED,"
                                + " INCOMPLETE, FAILED, CANCELED]"),
                mistake("ping: ignore", "ping: ignored", "/stream/frames/ping: expected an object, found string"),
                mistake("id: /id", "id: { at: /id }", "/generation/id: expected a text, found object"),
                mistake("id: /id", "id: /id\n  progress: { at: /p }", "/generation/progress: 'scale' is missing"),
                mistake("id: /id", "id: /id\n  progress: { scale: 100 }", "/generation/progress: 'at' is missing"),
                mistake(
                        "id: /id",
                        "id: /id\n  createdAt: { at: /t, scale: ms }",
                        "/generation/createdAt/scale: expected how many of the provider's units are one of ours, found 'ms'"),
                mistake(
                        "id: /id",
                        "id: /id\n  usage: { costUsd: { at: /t, scale: 0 } }",
                        "/generation/usage/costUsd/scale: expected how many of the provider's units are one of ours, found"
                                + " '0'"),
                mistake(
                        "id: /id",
                        "id: /id\n  progress: { at: /p, scale: -1 }",
                        "/generation/progress/scale: expected how many of the provider's units are one of ours, found"
                                + " '-1'"),
                mistake(
                        "id: /id",
                        "id: /id\n  progress: { at: /p, scale: 100, unit: percent }",
                        "/generation/progress/unit: unknown key; known here: at, scale, sum"),
                mistake(
                        "code: /code",
                        "code: /code\n  rejections: invalid",
                        "/errors/rejections: expected a list, found string"));
    }

    static Stream<Arguments> inCalls() {
        return Stream.of(
                mistake(
                        "POST /jobs",
                        "/jobs",
                        "/operations/create/call: expected a method and a path such as 'GET /jobs/{id}', found"
                                + " '/jobs'"),
                mistake(
                        "POST /jobs",
                        "POST jobs",
                        "/operations/create/call: expected a method and a path such as 'GET /jobs/{id}', found 'POST"
                                + " jobs'"),
                mistake(
                        "POST /jobs",
                        "FETCH /jobs",
                        "/operations/create/call: expected a method and a path such as 'GET /jobs/{id}', found 'FETCH"
                                + " /jobs'"),
                mistake(
                        "GET /jobs/{id}\"",
                        "GET /jobs/{job}\"",
                        "/operations/get/call: {job} cannot be filled here; use {id} or {model}"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, body: [ 1 ] }",
                        "/operations/create/body: expected an object, found array"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, repeatable: often }",
                        "/operations/create/repeatable: expected true or false, found string"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, idempotency: { by: key, for: 1h } }",
                        "/operations/create/idempotency/by: expected '{ by: clientId, for: DURATION }'"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, idempotency: { by: clientId, for: 1d } }",
                        "/operations/create/idempotency/for: expected a duration such as 60s, found '1d'"),
                mistake(
                        "  stream: {",
                        "  await: { call: GET /jobs }\n  stream: {",
                        "/operations/await/maxWait: missing: the longest wait that the provider grants"),
                mistake(
                        "  get:    { call: \"GET /jobs/{id}\" }",
                        "  await:  { call: \"GET /jobs/{id}?wait={seconds}\", maxWait: 60s }",
                        "/operations/await: a provider with a long poll also needs 'get'"),
                mistake("GET /jobs/{id}\"", "GET /jobs\"", "/operations/get/call: contains no {id}"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, idempotency: { by: clientId, for: 60s } }",
                        "/operations/create/call: contains no {clientId}"),
                mistake(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, repeatable: true }",
                        "/operations/create/call: a create is never repeatable; see 'idempotency'"),
                question(
                        "{ call: GET /models, at: /streams, for: 1h }",
                        "/operations/createStream/onlyIf/call: contains no {model}"),
                question(
                        "{ call: \"POST /models/{model}\", at: /streams, for: 1h }",
                        "/operations/createStream/onlyIf/call: expected a GET with {model} and no other variable"),
                question(
                        "{ call: \"GET /models/{model}/{id}\", at: /streams, for: 1h }",
                        "/operations/createStream/onlyIf/call: expected a GET with {model} and no other variable"),
                question(
                        "{ call: \"GET /models/{model}\", at: /streams }",
                        "/operations/createStream/onlyIf/for: missing: how long an answer is valid"),
                question(
                        "{ call: \"GET /models/{model}\", for: 1h }",
                        "/operations/createStream/onlyIf: 'at' is missing"),
                question(
                        "{ call: \"GET /models/{model}\", at: streams, for: 1h }",
                        "/operations/createStream/onlyIf/at: 'streams' is not a JSON pointer: it has to begin with '/'"));
    }

    private static Arguments question(String value, String message) {
        return mistake(
                "{ call: POST /jobs }",
                "{ call: POST /jobs }\n  createStream: { call: POST /jobs/stream, onlyIf: " + value + " }",
                message);
    }

    static Stream<Arguments> ofMissingKeys() {
        return Stream.of(
                mistake("title: Acme\n", "", "/: 'title' is missing"),
                mistake("  prompt: /prompt\n", "", "/request: 'prompt' is missing"),
                mistake("header: Authorization, ", "", "/auth: 'header' is missing"),
                mistake("  create: { call: POST /jobs }\n", "", "/operations: 'create' is missing"),
                mistake(
                        "status:\n  done: COMPLETED\n",
                        "",
                        "/status: missing: the meaning of the provider's words for a status"),
                mistake(
                        "stream:\n  frames:\n    end: { type: COMPLETED }\n    ping: ignore\n",
                        "",
                        "/stream: missing: an operation opens a stream, but no frame is described"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { text: /text }",
                        "/stream/frames/end/type: missing: a frame needs a type, or a document whose status decides it"),
                mistake(
                        "  get:    { call: \"GET /jobs/{id}\" }\n"
                                + "  stream: { call: \"GET /jobs/{id}/events\", replays: all }\n",
                        "",
                        "/operations: neither 'get' nor a stream: the component could not see how a generation completes"));
    }

    static Stream<Arguments> ofUnknownKeys() {
        return Stream.of(
                mistake(
                        "code: /code",
                        "code: /code\n  mesage: /message",
                        "/errors/mesage: unknown key; did you mean 'message'?"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  finishreason: /why\n",
                        "/generation/finishreason: unknown key; did you mean 'finishReason'?"),
                mistake(
                        "{ type: COMPLETED }",
                        "{ type: COMPLETED, colour: blue }",
                        "/stream/frames/end/colour: unknown key; known here: confirm, data, document, error, finishReason, id, part,"
                                + " reasoning, text, toolCalls, type, usage"),
                mistake("title: Acme", "title: Acme\ntitle: Other", "/: line 3: not YAML: Duplicate field 'title'"));
    }

    static Stream<Arguments> inTheRequest() {
        return Stream.of(
                mistake("model: /model", "model: \"\"", "/request/model: expected a path below the root of the body"),
                mistake(
                        "model: /model",
                        "paramPaths: { n: n }",
                        "/request/paramPaths/n: 'n' is not a JSON pointer: it has to begin with '/'"),
                mistake(
                        "model: /model",
                        "paramPaths: { n: \"\" }",
                        "/request/paramPaths/n: expected a path below the root of the body"),
                mistake(
                        "model: /model",
                        "paramPaths: { n: [ /n ] }",
                        "/request/paramPaths/n: expected a text, found array"),
                mistake(
                        "model: /model",
                        "types: { n: int }",
                        "/request/types/n: 'int' is none of [text, integer, number, boolean, list, auto]; did you mean"
                                + " integer?"),
                mistake(
                        "model: /model",
                        "types: int",
                        "/request/types: expected names and their values, as { NAME: VALUE }, found string"),
                mistake("model: /model", "defaults: [ n ]", "/request/defaults: expected an object, found array"));
    }

    static Stream<Arguments> ofRenamedKeys() {
        return Stream.of(
                renamed(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, holds: 60s }",
                        "/operations/create/holds",
                        "maxWait"),
                renamed(
                        "  stream: {",
                        "  await: { call: \"GET /jobs/{id}?wait={seconds}\", holds: 60s }\n  stream: {",
                        "/operations/await/holds",
                        "maxWait"),
                renamed(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, onceBy: { id: clientId, within: 1h } }",
                        "/operations/create/onceBy",
                        "idempotency"),
                renamed(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, idempotency: { id: clientId, for: 1h } }",
                        "/operations/create/idempotency/id",
                        "by"),
                renamed(
                        "{ call: POST /jobs }",
                        "{ call: POST /jobs, idempotency: { by: clientId, within: 1h } }",
                        "/operations/create/idempotency/within",
                        "for"),
                renamed(
                        "  stream: {",
                        "  createStream: { call: POST /jobs/stream, unless: [400] }\n  stream: {",
                        "/operations/createStream/unless",
                        "fallbackOn"),
                renamed(
                        "  stream: {",
                        "  list: { call: GET /jobs, each: /items }\n  stream: {",
                        "/operations/list/each",
                        "items"),
                renamed(
                        "  id: /id\n",
                        "  id: /id\n  artifacts: { each: /files, url: /href }\n",
                        "/generation/artifacts/each",
                        "items"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { type: COMPLETED, part: { by: /index } }",
                        "/stream/frames/end/part/into: missing: the list to an element of which is added what 'by' names"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { type: COMPLETED, part: { as: message } }",
                        "/stream/frames/end/part/as: 'pieces' is missing: the paths of the objects that are called so"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { type: COMPLETED, part: { piece: /delta } }",
                        "/stream/frames/end/part/piece: unknown key; did you mean 'pieces'?"),
                mistake(
                        "end: { type: COMPLETED }",
                        "end: { type: REASONING }",
                        "/stream/frames/end/text: missing: a frame of type REASONING needs the path of its text"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  toolCalls: { items: /calls, name: /name }\n",
                        "/generation/toolCalls: 'arguments' is missing"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  artifacts: { items: /files, format: /type }\n",
                        "/generation/artifacts/url: missing: the path of the URL of each file; or 'base64' for the file itself"),
                mistake(
                        "status: /status",
                        "status: '/jobs/[id]/status'",
                        "/generation/status: '[id]' selects nothing: write [name=value], [url], [text] or [object], or"
                                + " [name!=value] after a '*'"),
                mistake(
                        "  frames:",
                        "  endMarkerCompletes: true\n  frames:",
                        "/stream/endMarkerCompletes: 'end' is missing: the stream has no end marker"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  failedReasons: content_filter\n",
                        "/generation/failedReasons: expected a list, found string"),
                renamed("model: /model", "places: { n: /n }", "/request/places", "paramPaths"),
                renamed(
                        "  id: /id\n",
                        "  id: /id\n  cutReasons: [length]\n",
                        "/generation/cutReasons",
                        "incompleteReasons"),
                renamed("code: /code", "code: /code\n  unclear: [409]", "/errors/unclear", "ambiguous"),
                mistake(
                        "model: /model",
                        "types: { n: by_look }",
                        "/request/types/n: 'by_look' has been renamed to 'auto'"));
    }

    private static Arguments renamed(String right, String wrong, String path, String present) {
        String former = path.substring(path.lastIndexOf('/') + 1);
        return mistake(right, wrong, path + ": '" + former + "' has been renamed to '" + present + "'");
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource({"inValues", "inCalls", "ofMissingKeys", "ofUnknownKeys", "inTheRequest", "ofRenamedKeys"})
    void aMistakeIsRefusedWithFilePathAndReason(String right, String wrong, String message) {
        assertThat(Descriptors.SMALL).containsOnlyOnce(right);
        assertThatThrownBy(() -> Descriptors.parse(Descriptors.SMALL.replace(right, wrong)))
                .isInstanceOf(DescriptorException.class)
                .hasMessage("Descriptor acme.yaml, at " + message)
                .hasNoSuppressedExceptions();
    }

    @Test
    void aDescriptorWithoutAMistakeIsAccepted() {
        assertThat(Descriptors.parse(Descriptors.SMALL).name()).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n"})
    void anEmptyFileIsRefused(String yaml) {
        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessage("Descriptor acme.yaml, at /: expected an object, found nothing");
    }

    @Test
    void aListIsRefused() {
        assertThatThrownBy(() -> Descriptors.parse("- name: acme"))
                .hasMessage("Descriptor acme.yaml, at /: expected an object, found array");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: acme\ntitle:\n\t- a",
                "name: acme\n\ttitle: a",
                "name: acme\ntitle: \tAcme\nerrors:\n\tcode: /c"
            })
    void aTabIsNamed(String yaml) {
        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessageStartingWith("Descriptor acme.yaml, at /: line ")
                .hasMessageEndingWith("not YAML: a tab begins a value or a line. Use blanks");
    }

    @Test
    void aVariableInsideOfBracesNeedsQuotes() {
        assertThatThrownBy(() -> Descriptors.parse("name: acme\noperations:\n  get: { call: GET /jobs/{id} }"))
                .hasMessage("Descriptor acme.yaml, at /: line 3: not YAML: a text with { inside of { } needs quotes, as"
                        + " { call: \"GET /jobs/{id}\" }");
    }

    @Test
    void aSelectorInsideOfBracesNeedsQuotes() {
        assertThatThrownBy(() -> Descriptors.parse("name: acme\ngeneration:\n  artifacts: { items: /files/*/[url] }"))
                .hasMessage("Descriptor acme.yaml, at /: line 3: not YAML: a text with [ inside of { } needs quotes, as"
                        + " { items: \"/files/*/[url]\" }");
    }

    @Test
    void aColonInsideOfATextNeedsQuotes() {
        assertThatThrownBy(() -> Descriptors.parse("name: acme\ntitle: Acme: pictures"))
                .hasMessage(
                        "Descriptor acme.yaml, at /: line 2: not YAML: a text with a colon and a blank needs quotes, as"
                                + " title: \"Acme: pictures\"");
    }

    @Test
    void invalidYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Descriptors.parse("name: acme\ntitle: [ Acme\nbaseUrl: x"))
                .isInstanceOf(DescriptorException.class)
                .hasMessageStartingWith("Descriptor acme.yaml, at /: line 3: not YAML: ");
    }
}

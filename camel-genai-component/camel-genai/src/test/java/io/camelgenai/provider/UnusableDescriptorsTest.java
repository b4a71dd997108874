package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A descriptor that is well-formed and could not be used is refused when it is read: later, the mistake would cost a job that is
 * paid for.
 */
class UnusableDescriptorsTest {

    private static final String GET = "get:    { call: \"GET /jobs/{id}\" }";
    private static final String STREAM = "  stream: { call: \"GET /jobs/{id}/events\", replays: all }\n";

    private static Arguments mistake(String right, String wrong, String message) {
        return Arguments.of(right, wrong, message);
    }

    private static Arguments get(String call, String message) {
        return mistake(GET, "get:    " + call, "/operations/get/" + message);
    }

    private static Arguments result(String call, String message) {
        return mistake(GET, GET + "\n  result: " + call, "/operations/result/" + message);
    }

    private static Arguments cancel(String call, String message) {
        return mistake(GET, GET + "\n  cancel: " + call, "/operations/cancel/" + message);
    }

    private static Arguments create(String call, String message) {
        return mistake("{ call: POST /jobs }", call, "/operations/create/" + message);
    }

    private static Arguments frame(String frame, String message) {
        return mistake("ping: ignore", "piece: " + frame, message);
    }

    static Stream<Arguments> ofFramesAndModels() {
        return Stream.of(
                frame(
                        "{ type: TEXT, data: plain }",
                        "/stream/frames/piece/data: expected 'text', for data that is a piece of text and no JSON"),
                frame(
                        "{ type: OTHER, data: text }",
                        "/stream/frames/piece/data: 'text' is for frames of type TEXT or REASONING"),
                frame(
                        "{ type: FAILED, confirm: true }",
                        "/stream/frames/piece/confirm: is for frames of type COMPLETED"),
                mistake(
                        GET + "\n" + STREAM,
                        "stream: { call: \"GET {/url}\" }\n",
                        "/operations: 'get' is missing: its answers have the URL of the stream"),
                create(
                        "{ call: POST /jobs, forModels: [ { models: \"a(\", call: POST /a } ] }",
                        "forModels/models: 'a(' is not a regular expression: Unclosed group"),
                create(
                        "{ call: POST /jobs, forModels: [ { models: \"a:(?<v>.+)\", call: \"POST /{w}\" } ] }",
                        "forModels/call: {w} cannot be filled here; use {model} or {clientId} or {v}"));
    }

    static Stream<Arguments> ofVariables() {
        return Stream.of(
                get("{ call: \"GET /{modle}/jobs/{id}\" }", "call: {modle} cannot be filled here; use {id} or {model}"),
                get(
                        "{ call: \"GET /jobs/{id}?c={clientId}\" }",
                        "call: {clientId} cannot be filled here; use {id} or {model}"),
                get(
                        "{ call: \"GET /jobs/{id}?wait={seconds}\" }",
                        "call: {seconds} cannot be filled here; use {id} or {model}"),
                get(
                        "{ call: \"GET /jobs/{id}?after={cursor}\" }",
                        "call: {cursor} cannot be filled here; use {id} or {model}"),
                create("{ call: \"POST /jobs/{id}\" }", "call: {id} cannot be filled here; use {model} or {clientId}"),
                mistake(
                        STREAM,
                        "  createStream: { call: \"POST /jobs/{id}\" }\n",
                        "/operations/createStream/call: {id} cannot be filled here; use {model} or {clientId}"),
                mistake(
                        STREAM,
                        "  stream: { call: \"GET /{clientId}/{id}/events\" }\n",
                        "/operations/stream/call: {clientId} cannot be filled here; use {id} or {model}"),
                mistake(
                        STREAM,
                        STREAM + "  await: { call: \"GET /{clientId}/{id}?w={seconds}\", maxWait: 60s }\n",
                        "/operations/await/call: {clientId} cannot be filled here; use {id} or {model} or {seconds}"),
                mistake(
                        STREAM,
                        STREAM + "  list: { call: \"GET /{model}/jobs\", items: /jobs }\n",
                        "/operations/list/call: {model} cannot be filled here; no variable can"),
                cancel(
                        "{ call: \"DELETE /{seconds}/{id}\" }",
                        "call: {seconds} cannot be filled here; use {id} or {model}"),
                cancel(
                        "{ call: \"POST /jobs/{id}\", body: { of: [ \"{clientId}\" ] } }",
                        "body: {clientId} cannot be filled here; use {id} or {model}"),
                create(
                        "{ call: POST /jobs, body: { id: \"{id}\" } }",
                        "body: {id} cannot be filled here; use {model} or {clientId}"),
                mistake(
                        "Bearer {key}",
                        "Bearer {key} {token}",
                        "/auth/value: {token} cannot be filled here; use {key}"),
                mistake(
                        "model: /model",
                        "modelOptional: true\n  defaults: {}",
                        "/request/modelOptional: a call contains {model}, which cannot be filled where no model is named"));
    }

    static Stream<Arguments> ofPaths() {
        return Stream.of(
                get("{ call: \"GET /jobs//{id}\" }", "call: the path contains a segment that is empty, '.' or '..'"),
                get("{ call: \"GET /jobs/../{id}\" }", "call: the path contains a segment that is empty, '.' or '..'"),
                get("{ call: \"GET /./{id}\" }", "call: the path contains a segment that is empty, '.' or '..'"),
                get("{ call: \"GET /jobs/{id} HTTP/1.1\" }", "call: the path contains a blank or a control character"),
                get("{ call: \"GET /jobs/{id}\\n\" }", "call: the path contains a blank or a control character"),
                get("{ call: \"GET /jobs/{id}/{ id }\" }", "call: the path contains a blank or a control character"),
                get(
                        "{ call: \"GET /jobs/{id}/{x-y}\" }",
                        "call: '{x-y}' in the path has a brace that belongs to no variable"),
                get(
                        "{ call: \"GET /jobs/{id}?file={/file}\" }",
                        "call: {/file} cannot be filled here; use {id} or {model}"),
                result("{ call: \"GET /files\" }", "call: contains no {id}"),
                result(
                        "{ call: \"GET /files/{file}\" }",
                        "call: {file} cannot be filled here; use {id} or {model}, or {/path} for a value of the state"),
                result(
                        "{ call: \"GET /files/{/files/*/id}\" }",
                        "call: {/files/*/id} may be several values: name one of them"),
                result(
                        "{ call: \"GET /files?id={/files/[x]}\" }",
                        "call: '[x]' selects nothing: write [name=value], [url], [text] or [object], or [name!=value]"
                                + " after a '*'"),
                get("{ call: \"GET /jobs/{id}}\" }", "call: '}' in the path has a brace that belongs to no variable"),
                get(
                        "{ call: \"GET /jobs/{id}?{id}=1\" }",
                        "call: '{id}' in the name of a query parameter has a brace that belongs to no variable"),
                get(
                        "{ call: \"GET /jobs/{id}?full={\" }",
                        "call: '{' in a query parameter has a brace that belongs to no variable"));
    }

    static Stream<Arguments> ofBodies() {
        String missing = "such as {}; or 'none' for a request without a body";
        return Stream.of(
                cancel("{ call: \"POST /jobs/{id}/stop\" }", "body: missing: what a POST sends, " + missing),
                cancel("{ call: \"PUT /jobs/{id}/stop\" }", "body: missing: what a PUT sends, " + missing),
                cancel("{ call: \"PATCH /jobs/{id}\" }", "body: missing: what a PATCH sends, " + missing),
                cancel("{ call: \"POST /jobs/{id}\", body: nothing }", "body: expected an object, found string"),
                get("{ call: \"POST /jobs/{id}\" }", "body: missing: what a POST sends, " + missing),
                get("{ call: \"GET /jobs/{id}\", body: {} }", "body: a GET has no body"),
                get("{ call: \"GET /jobs/{id}\", body: none }", "body: a GET has no body"),
                create("{ call: POST /jobs, body: none }", "body: expected an object, found string"),
                create("{ call: GET /jobs }", "call: a create sends a request: use POST, PUT or PATCH"),
                create("{ call: DELETE /jobs }", "call: a create sends a request: use POST, PUT or PATCH"));
    }

    static Stream<Arguments> ofHeaders() {
        return Stream.of(
                mistake(
                        "header: Authorization",
                        "header: \"X Key\"",
                        "/auth/header: 'X Key' is not the name of a header"),
                mistake(
                        "header: Authorization",
                        "header: \"X:Key\"",
                        "/auth/header: 'X:Key' is not the name of a header"),
                mistake(
                        "header: Authorization",
                        "header: \"Schl\u00fcssel\"",
                        "/auth/header: 'Schl\u00fcssel' is not the name of a header"),
                mistake("header: Authorization", "header: \"\"", "/auth/header: '' is not the name of a header"),
                mistake(
                        "header: Authorization",
                        "header: Host",
                        "/auth/header: 'Host' is a header that the client sets itself"),
                mistake(
                        "header: Authorization",
                        "header: content-length",
                        "/auth/header: 'content-length' is a header that the client sets itself"),
                mistake(
                        "Bearer {key}",
                        "Bearer \u2013 {key}",
                        "/auth/value: contains a character that no HTTP header may contain"),
                mistake(
                        "Bearer {key}",
                        "Bearer {key}\\r\\nX: y",
                        "/auth/value: contains a character that no HTTP header may contain"),
                mistake(
                        "replays: all",
                        "resumes: { after: id, header: \"Last Event\" }",
                        "/operations/stream/resumes/header: 'Last Event' is not the name of a header"),
                mistake(
                        "replays: all",
                        "resumes: { after: id, header: HOST }",
                        "/operations/stream/resumes/header: 'HOST' is a header that the client sets itself"),
                mistake(
                        "replays: all",
                        "resumes: { after: id, header: authorization }",
                        "/operations/stream/resumes/header: is the header that contains the key"),
                mistake(
                        "code: /code",
                        "code: /code\n  requestIdHeader: \"x request\"",
                        "/errors/requestIdHeader: 'x request' is not the name of a header"),
                mistake(
                        "code: /code",
                        "code: /code\n  resetHeaders: [X-Reset, \"\"]",
                        "/errors/resetHeaders: '' is not the name of a header"));
    }

    static Stream<Arguments> ofWhatIsWritten() {
        String gap = "leaves out the elements before it: a list is written from 0";
        String selects = "selects what is read: something is written to one path";
        return Stream.of(
                mistake("prompt: /prompt", "prompt: /items/1/text", "/request/prompt: '1' " + gap),
                mistake("prompt: /prompt", "prompt: /items/*/text", "/request/prompt: '*' " + selects),
                mistake("model: /model", "model: \"/items/[role=user]/m\"", "/request/model: '[role=user]' " + selects),
                mistake("model: /model", "model: /model\n  params: /instances/2", "/request/params: '2' " + gap),
                mistake(
                        "model: /model",
                        "model: /model\n  paramPaths: { seed: /instances/10/seed }",
                        "/request/paramPaths/seed: '10' " + gap));
    }

    static Stream<Arguments> ofIdsAndStatuses() {
        return Stream.of(
                mistake(
                        "  id: /id\n",
                        "",
                        "/generation/id: missing: the path of the id in each document; or 'none' where the provider gives"
                                + " no ids"),
                mistake("  id: /id\n", "  id: none\n", "/generation/id: 'none', but the call 'get' needs an id"),
                mistake(
                        "done: COMPLETED",
                        "done: FAILED",
                        "/status: no word means COMPLETED: no generation would ever succeed"),
                mistake(
                        "  status: /status\n",
                        "",
                        "/generation/status: missing: the path of the words that /status explains"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  expiredWords: [gone]\n",
                        "/generation/expiredWords: 'gone' is no word of /status"));
    }

    static Stream<Arguments> ofUnusedKeys() {
        String noReason = "is never read: no 'finishReason' is described";
        return Stream.of(
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  incompleteReasons: [length]\n",
                        "/generation/incompleteReasons: " + noReason),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  completedReasons: [stop]\n",
                        "/generation/completedReasons: " + noReason),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  finishReason: /why\n  completedReasons: [stop]\n  failedReasons: [died]\n",
                        "/generation/failedReasons: is never read: with 'completedReasons' each reason that is not listed"
                                + " is a failure"),
                mistake(
                        "stream:\n",
                        "stream:\n  endsWithResponse: true\n",
                        "/stream/endsWithResponse: no frame has a 'finishReason': the end of a response alone shows no"
                                + " success"),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  failedReasons: [died]\n",
                        "/generation/failedReasons: " + noReason),
                mistake(
                        "  id: /id\n",
                        "  id: /id\n  error: { message: /why, retryable: [busy] }\n",
                        "/generation/error/retryable: is never read: no 'code' is described"),
                mistake(
                        "model: /model",
                        "defaultModel: big",
                        "/request/defaultModel: is sent nowhere: neither 'model' nor a create has a place for it"),
                get(
                        "{ call: \"GET /jobs/{id}\", repeatable: true }",
                        "repeatable: unknown key; known here: body, call, headers"),
                mistake(
                        "title: Acme",
                        "title: Acme\nheadersTimeout: ~",
                        "/headersTimeout: has no value: write one, or remove the key"),
                mistake(
                        "  stream: {",
                        "  cancel: null\n  stream: {",
                        "/operations/cancel: has no value: write one, or remove the key"),
                mistake("title: Acme", "title: ~", "/title: has no value: write one, or remove the key"),
                mistake(
                        "  frames:\n    end: { type: COMPLETED }\n    ping: ignore\n",
                        "  end: \"[DONE]\"\n",
                        "/stream/frames: missing: the meaning of each kind of frame"));
    }

    static Stream<Arguments> ofNames() {
        String rule = "' is not a name: use up to 100 letters, digits and - _ . without a blank";
        return Stream.of(
                mistake("name: acme", "name: acme/pictures", "/name: 'acme/pictures" + rule),
                mistake("name: acme", "name: \"acme pictures\"", "/name: 'acme pictures" + rule),
                mistake("name: acme", "name: \"acme:2\"", "/name: 'acme:2" + rule),
                mistake("name: acme", "name: \"acme?x\"", "/name: 'acme?x" + rule),
                mistake("name: acme", "name: \"\"", "/name: '" + rule),
                mistake("name: acme", "name: " + "a".repeat(101), "/name: '" + "a".repeat(101) + rule));
    }

    static Stream<Arguments> ofBaseUrls() {
        return Stream.of(
                mistake(
                        "https://api.acme.example/",
                        "https://user:hunter22@api.acme.example",
                        "/baseUrl: 'https://***@api.acme.example' may contain a host, a port and a path only; see 'auth' for"
                                + " the key"),
                mistake(
                        "https://api.acme.example/",
                        "https://user:hunter22@a b",
                        "/baseUrl: 'https://***@a b' is not a URL"),
                mistake(
                        "https://api.acme.example/",
                        "ftp://user:hunter22@x.example",
                        "/baseUrl: 'ftp://***@x.example' is not an http or https URL"),
                mistake(
                        "https://api.acme.example/",
                        "https://x.example/v1?key=hunter22",
                        "/baseUrl: 'https://x.example/v1?***' may contain a host, a port and a path only; see 'auth' for the"
                                + " key"),
                mistake(
                        "https://api.acme.example/",
                        "https://x.example:99999",
                        "/baseUrl: 'https://x.example:99999' has no port from 1 to 65535"));
    }

    static Stream<Arguments> ofYaml() {
        return Stream.of(
                mistake(
                        "  id: /id\n  status: /status\n",
                        "  id: &o /id\n  status: *o\n",
                        "/: line 14: the alias *o is not read: write the value here"),
                mistake(
                        "  id: /id\n",
                        "  <<: *other\n  id: /id\n",
                        "/: line 13: the alias *other is not read: write the value here"),
                mistake(
                        "  code: /code\n",
                        "  code: /code\n---\nname: other\n",
                        "/: line 24: a second document begins: one file describes one provider"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource({
        "ofFramesAndModels",
        "ofVariables",
        "ofPaths",
        "ofBodies",
        "ofHeaders",
        "ofWhatIsWritten",
        "ofIdsAndStatuses",
        "ofUnusedKeys",
        "ofWebhooks",
        "ofNames",
        "ofBaseUrls",
        "ofYaml",
        "ofAbilities"
    })
    void aMistakeIsRefusedWithFilePathAndReason(String right, String wrong, String message) {
        assertThat(Descriptors.SMALL).containsOnlyOnce(right);
        String yaml = Descriptors.SMALL.replace(right, wrong);
        if (message.contains("a call contains {model}")) {
            yaml = yaml.replace("POST /jobs", "\"POST /jobs/{model}\"");
        }
        String descriptor = yaml;
        assertThatThrownBy(() -> Descriptors.parse(descriptor))
                .isInstanceOf(DescriptorException.class)
                .hasMessage("Descriptor acme.yaml, at " + message)
                .hasNoSuppressedExceptions();
    }

    @Test
    void aCallAboutAGenerationNeedsAModelThatIsAlwaysNamed() {
        String yaml = Descriptors.SMALL
                .replace("model: /model", "model: /model\n  modelOptional: true")
                .replace(GET, "get:    { call: \"GET /{model}/jobs/{id}\" }");

        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessageContaining("a call contains {model}, which cannot be filled where no model is named");
    }

    static Stream<Arguments> ofAbilities() {
        return Stream.of(
                get("{ call: \"GET {/urls/get}\", body: {} }", "body: a GET has no body"),
                get(
                        "{ call: [\"GET /jobs/{id}\", \"GET {/url}\"] }",
                        "call: expected one call, or '{/path/of/a/url}' of the answer first and a path second"),
                get(
                        "{ call: [\"GET {/url}\", \"GET {/other}\"] }",
                        "call: expected one call, or '{/path/of/a/url}' of the answer first and a path second"),
                get("{ call: [] }", "call: expected at least one element"),
                get(
                        "{ call: \"GET /jobs/{id}?p={param.p}\" }",
                        "call: {param.p} cannot be filled here; use {id} or {model}"),
                get(
                        "{ call: \"GET /jobs/{id}\", headers: { Host: x } }",
                        "headers/Host: 'Host' is a header that the client sets itself"),
                get(
                        "{ call: \"GET /jobs/{id}\", headers: { X: \"{token}\" } }",
                        "headers: {token} cannot be filled here; use {id} or {model}"),
                create("{ call: \"POST {/url}\" }", "call: POST {/url} is for calls about a generation that exists"),
                mistake(
                        GET,
                        GET + "\n  pollInterval: often",
                        "/operations/pollInterval: expected a duration such as 60s, found 'often'"),
                mistake(
                        "title:",
                        "hosts: [a.example]\ntitle:",
                        "/hosts: is never read: no call uses a URL of an answer"));
    }

    /** A signature by keys, with one part replaced. */
    private static Arguments signature(String part, String replacement, String message) {
        String valid =
                "signature: ED25519, header: X-S, keys: \"https://a.example/keys\", timestamp: X-T, messageId: X-I,"
                        + " message: \"{X-I}.{X-T}.{sha256}\", id: /id";
        assertThat(valid).contains(part);
        return webhook(valid.replace(part, replacement), message);
    }

    private static Arguments webhook(String webhook, String message) {
        return mistake("title:", "webhook: { " + webhook + " }\ntitle:", "/webhook/" + message);
    }

    static Stream<Arguments> ofWebhooks() {
        return Stream.of(
                webhook(
                        "signature: SIGNED, id: /id",
                        "signature: 'SIGNED' is none of [STANDARD, ED25519, SECRET, NONE]"),
                webhook(
                        "signature: NONE, id: /id, state: \"\"",
                        "state: is never read: anybody can send a request without a signature"),
                webhook(
                        "signature: STANDARD, id: /id, header: X",
                        "header: is never read: only the signatures ED25519 and SECRET have one of their own"),
                webhook(
                        "signature: NONE, id: /id, params: { hook: 1 }",
                        "params: contains no {url}: the provider would not know where to send it"),
                webhook(
                        "signature: NONE, id: /id, params: { hook: \"{url}?k={key}\" }",
                        "params: {key} cannot be filled here; use {url} and {secret}"),
                webhook("signature: SECRET, id: /id, header: \"a b\"", "header: 'a b' is not the name of a header"),
                webhook(
                        "signature: STANDARD, id: /id, keys: \"https://a.example\"",
                        "keys: is never read: only the signature ED25519 has it"),
                signature("https://a.example/keys", "http://a.example/keys", "keys: is no https URL"),
                signature("{sha256}", "body", "message: contains no {sha256}: anybody could change it"),
                signature("{X-T}", "now", "message: contains no {X-T}: anybody could change it"),
                signature("{X-I}", "one", "message: contains no {X-I}: anybody could change it"));
    }

    @Test
    void aWebhookHasNoStateWhereTheResultHasACallOfItsOwn() {
        String yaml = Descriptors.SMALL
                .replace(GET, GET + "\n  result: { call: \"GET /jobs/{id}/result\" }")
                .replace("title:", "webhook: { signature: STANDARD, id: /id, state: \"\" }\ntitle:");

        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessageContaining("/webhook/state: has no result, for which there is a call of its own");
    }

    @Test
    void theHostsOfUrlsAreNames() {
        String yaml = Descriptors.SMALL
                .replace(GET, "get:    { call: \"GET {/url}\" }")
                .replace("title:", "hosts: [\"https://a.example\"]\ntitle:");

        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessageContaining(
                        "/hosts: 'https://a.example' is neither a host nor '*.' and a domain, in lower case");
    }

    @Test
    void aProviderOfStreamsAloneNeedsAFrameThatCompletes() {
        String yaml = Descriptors.SMALL
                .replace("  " + GET + "\n" + STREAM, "  createStream: { call: POST /jobs/stream }\n")
                .replace("  status: /status\n", "")
                .replace("status:\n  done: COMPLETED\n", "");
        assertThat(Descriptors.parse(yaml).operations().createStream()).isNotNull();
        assertThatThrownBy(() -> Descriptors.parse(yaml.replace("COMPLETED", "STATUS")))
                .hasMessage(
                        "Descriptor acme.yaml, at /status: no word means COMPLETED: no generation would ever succeed");
    }

    @Test
    void aStreamThatNoPollConfirmsNeedsAFrameThatCompletes() {
        String yaml = Descriptors.SMALL
                .replace("  " + GET + "\n" + STREAM, "  createStream: { call: POST /jobs/stream }\n")
                .replace("  status: /status\n", "  completedBy: /done\n")
                .replace("status:\n  done: COMPLETED\n", "");
        assertThat(Descriptors.parse(yaml).operations().createStream()).isNotNull();
        assertThatThrownBy(() -> Descriptors.parse(yaml.replace("COMPLETED", "STATUS")))
                .hasMessage(
                        "Descriptor acme.yaml, at /stream/frames: no frame means COMPLETED, and there is no 'end': no"
                                + " stream would ever succeed");
    }

    @Test
    void aProviderWithoutIdsIsAccepted() {
        String yaml = Descriptors.SMALL
                .replace("  " + GET + "\n" + STREAM, "  createStream: { call: POST /jobs/stream }\n")
                .replace("id: /id", "id: none");
        assertThat(Descriptors.parse(yaml).generation().idIn(Descriptors.json("{\"id\":1}")))
                .isNull();
    }

    @Test
    void aValueThatCompletesReplacesTheWordsOfAPolledProvider() {
        String yaml = Descriptors.SMALL
                .replace("  status: /status\n", "  completedBy: /done\n")
                .replace("status:\n  done: COMPLETED\n", "");
        assertThat(Descriptors.parse(yaml).generation().words()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileOfMegabytesIsRefusedUnread(int megabytes) {
        String yaml = Descriptors.SMALL + "x: " + "y".repeat(megabytes << 20);
        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessage("Descriptor acme.yaml, at /: larger than 256 KiB, which no descriptor needs to be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# comment\n", "x: {}\n", "key-%d: 1\n", "- a\n"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileOfTheGreatestSizeIsReadInSeconds(String line) {
        StringBuilder yaml = new StringBuilder(line.startsWith("-") ? "" : Descriptors.SMALL);
        int lines = 0;
        while (yaml.length() + line.length() + 5 < DescriptorYaml.MAX_BYTES) {
            yaml.append(line.formatted(lines++));
        }
        if (line.startsWith("#")) {
            assertThat(Descriptors.parse(yaml.toString()).name()).isEqualTo("acme");
        } else {
            assertThatThrownBy(() -> Descriptors.parse(yaml.toString())).isInstanceOf(DescriptorException.class);
        }
    }
}

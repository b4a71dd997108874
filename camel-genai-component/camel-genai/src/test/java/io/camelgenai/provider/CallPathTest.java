package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an id contains, a call goes to the intended path, or is refused. */
class CallPathTest {

    private static final String REFUSED =
            "A generation id or a model cannot contain a control character or be empty, '.' or '..'";

    private final CallTemplate get =
            Objects.requireNonNull(Descriptors.llmstats().operations().get());
    private final CallTemplate byModel = Descriptors.parse(
                    Descriptors.SMALL.replace("POST /jobs", "\"POST /models/{model}/jobs\""))
            .operations()
            .create()
            .call();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gen_1",
                "a/b",
                "../v2/keys",
                "a?wait=60",
                "a#b",
                "%2f",
                "%2e%2e",
                "...",
                "a b",
                "{model}",
                "$1\\",
                "\u20AC"
            })
    void anIdIsOneUnencodedSegment(String id) {
        assertThat(get.path(Map.of(CallTemplate.ID, id))).containsExactly("v1", "generations", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\r\nHost: evil.example", "\n", "a\tb", "a\0"})
    void anIdThatWouldChangeThePathIsRefused(String id) {
        assertThatThrownBy(() -> get.path(Map.of(CallTemplate.ID, id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REFUSED);
    }

    @Test
    void aModelMayContainSlashesAndColons() {
        assertThat(byModel.path(Map.of(CallTemplate.MODEL, "google/veo-3.1:fast")))
                .containsExactly("models", "google", "veo-3.1:fast", "jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "../keys", "a/../../keys", "a/.", "a/\r\n"})
    void aModelThatWouldChangeThePathIsRefused(String model) {
        assertThatThrownBy(() -> byModel.path(Map.of(CallTemplate.MODEL, model)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REFUSED);
    }

    @Test
    void aVariableWithoutAValueIsNamed() {
        assertThatThrownBy(() -> get.path(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The call needs a value for {id}");
    }

    @Test
    void theWaitOfALongPollIsAQueryParameter() {
        ProviderOperations.LongPoll longPoll =
                Objects.requireNonNull(Descriptors.llmstats().operations().longPoll());
        Map<String, String> values = Map.of(CallTemplate.ID, "gen_1", CallTemplate.SECONDS, "25");
        assertThat(longPoll.call().path(values)).containsExactly("v1", "generations", "gen_1");
        assertThat(longPoll.call().query(values)).isEqualTo(Map.of("wait", "25"));
    }

    @Test
    void theClientIdOfAPrivategptMessageIsAQueryParameter() {
        CallTemplate create = Descriptors.privategpt().operations().create().call();
        Map<String, String> values = Map.of(CallTemplate.CLIENT_ID, "a&b=c");
        assertThat(create.path(values)).containsExactly("v1", "messages", "async");
        assertThat(create.query(values)).isEqualTo(Map.of("message_id", "a&b=c"));
    }

    @Test
    void queryParametersKeepTheOrderOfTheDescriptor() {
        Map<String, String> query = Descriptors.parse(
                        Descriptors.SMALL.replace("POST /jobs", "\"POST /jobs?h=1&g=2&f=3&e=4&d&c=&b=7&a=8\""))
                .operations()
                .create()
                .call()
                .query(Map.of());
        Map<String, String> expected = new LinkedHashMap<>();
        for (String pair : "h=1 g=2 f=3 e=4 d= c= b=7 a=8".split(" ")) {
            expected.put(pair.substring(0, 1), pair.substring(2));
        }
        assertThat(query).containsExactlyEntriesOf(expected);
    }

    @Test
    void aPathMayEndWithASlash() {
        CallTemplate create = Descriptors.parse(Descriptors.SMALL.replace("POST /jobs", "POST /v1/jobs/"))
                .operations()
                .create()
                .call();
        assertThat(create.path(Map.of())).containsExactly("v1", "jobs", "");
    }

    @Test
    void theIdMayBeInTheBodyOfACall() {
        String yaml = Descriptors.SMALL.replace(
                "\"GET /jobs/{id}\" }", "\"POST /jobs:fetch\", body: { operation: \"jobs/{id}\", of: [ 1 ] } }");
        CallTemplate fetch =
                Objects.requireNonNull(Descriptors.parse(yaml).operations().get());
        assertThat(fetch.body(Map.of(CallTemplate.ID, "$1\"")))
                .isEqualTo(Descriptors.json("{\"operation\":\"jobs/$1\\\"\",\"of\":[1]}"));
        assertThatThrownBy(() -> fetch.body(Map.of())).hasMessage("The call needs a value for {id}");
    }

    @Test
    void aPostWithoutABodySaysSo() {
        String yaml = Descriptors.SMALL.replace(
                "  stream: {",
                "  cancel: { call: \"POST /jobs/{id}/cancel\", body: none, repeatable: true }\n  stream: {");
        CallTemplate cancel = Objects.requireNonNull(
                        Descriptors.parse(yaml).operations().cancel())
                .call();
        assertThat(cancel.body(Map.of(CallTemplate.ID, "1"))).isNull();
        assertThat(cancel.repeatable()).isTrue();
    }
}

package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in an id, a call goes to the path that is meant, or nowhere. */
class CallPathTest {

    private static final String REFUSED =
            "A generation id or a model can not hold a control character or be empty, '.' or '..'";

    private final CallTemplate get =
            Objects.requireNonNull(Descriptors.llmstats().calls().get());
    private final CallTemplate byModel = Descriptors.parse(
                    Descriptors.SMALL.replace("POST /jobs", "\"POST /models/{model}/jobs\""))
            .calls()
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
    void anIdStaysOneSegmentForTheClientToEncode(String id) {
        assertThat(get.path(Map.of(CallTemplate.ID, id))).containsExactly("v1", "generations", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\r\nHost: evil.example", "\n", "a\tb", "a\0"})
    void anIdThatWouldLeadElsewhereIsRefused(String id) {
        assertThatThrownBy(() -> get.path(Map.of(CallTemplate.ID, id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REFUSED);
    }

    @Test
    void aModelMayHoldSlashesAndColons() {
        assertThat(byModel.path(Map.of(CallTemplate.MODEL, "google/veo-3.1:fast")))
                .containsExactly("models", "google", "veo-3.1:fast", "jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "../keys", "a/../../keys", "a/.", "a/\r\n"})
    void aModelThatWouldLeadElsewhereIsRefused(String model) {
        assertThatThrownBy(() -> byModel.path(Map.of(CallTemplate.MODEL, model)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(REFUSED);
    }

    @Test
    void aPlaceWithoutAValueIsNamed() {
        assertThatThrownBy(() -> get.path(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The call needs a value for {id}");
    }

    @Test
    void theHoldStandsInTheQuery() {
        ProviderOperations.LongPoll hold =
                Objects.requireNonNull(Descriptors.llmstats().calls().longPoll());
        Map<String, String> values = Map.of(CallTemplate.ID, "gen_1", CallTemplate.SECONDS, "25");
        assertThat(hold.call().path(values)).containsExactly("v1", "generations", "gen_1");
        assertThat(hold.call().query(values)).isEqualTo(Map.of("wait", "25"));
    }

    @Test
    void ourIdForAPrivategptMessageStandsInTheQuery() {
        CallTemplate create = Descriptors.privategpt().calls().create().call();
        Map<String, String> values = Map.of(CallTemplate.CLIENT_ID, "a&b=c");
        assertThat(create.path(values)).containsExactly("v1", "messages", "async");
        assertThat(create.query(values)).isEqualTo(Map.of("message_id", "a&b=c"));
    }

    @Test
    void theQueryKeepsTheOrderOfTheDescriptor() {
        Map<String, String> query = Descriptors.parse(
                        Descriptors.SMALL.replace("POST /jobs", "\"POST /jobs?h=1&g=2&f=3&e=4&d&c=&b=7&a=8\""))
                .calls()
                .create()
                .call()
                .query(Map.of());
        Map<String, String> expected = new LinkedHashMap<>();
        for (String pair : "h=1 g=2 f=3 e=4 d= c= b=7 a=8".split(" ")) {
            expected.put(pair.substring(0, 1), pair.substring(2));
        }
        assertThat(query).containsExactlyEntriesOf(expected);
    }
}

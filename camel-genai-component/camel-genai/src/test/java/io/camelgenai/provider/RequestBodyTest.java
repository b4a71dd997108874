package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prompt, model and parameters are put where the provider expects them. */
class RequestBodyTest {

    private final RequestMapping llmstats = Descriptors.llmstats().request();
    private final RequestMapping privategpt = Descriptors.privategpt().request();

    /** The body as the provider parses it. */
    private static JsonNode sent(ObjectNode body) {
        return Descriptors.json(body.toString());
    }

    @Test
    void llmstatsTakesPromptAndParametersInItsInput() {
        ObjectNode body = llmstats.body("a heron", "flux-1.1-pro", Map.of("seed", "42"));
        assertThat(sent(body))
                .isEqualTo(Descriptors.json(
                        "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"a heron\",\"seed\":42}}"));
    }

    @Test
    void llmstatsTakesTheNumberOfImagesAtTheTop() {
        ObjectNode body = llmstats.body("a heron", "flux-1.1-pro", Map.of("n", "2"));
        assertThat(sent(body))
                .isEqualTo(Descriptors.json("{\"model\":\"flux-1.1-pro\",\"n\":2,\"input\":{\"prompt\":\"a heron\"}}"));
    }

    @Test
    void privategptTakesThePromptAsAMessageAndAlwaysALimit() {
        ObjectNode body = privategpt.body("Why?", "llama3:8b", Map.of("temperature", "0.5"));
        assertThat(sent(body))
                .isEqualTo(
                        Descriptors.json(
                                "{\"model\":\"llama3:8b\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"temperature\":0.5,\"max_tokens\":4096}"));
    }

    @Test
    void aParameterReplacesADefault() {
        assertThat(privategpt
                        .body("Why?", "default", Map.of("max_tokens", "10"))
                        .get("max_tokens"))
                .hasToString("10");
    }

    @Test
    void aPromptIsSentUnchanged() {
        String prompt = "{prompt} \"quoted\" $1 \\ \n\u20AC {\"a\":1}";
        ObjectNode body = privategpt.body(prompt, "default", Map.of());
        assertThat(body.at("/messages/0/content").textValue()).isEqualTo(prompt);
        assertThat(body.at("/messages/0/role").textValue()).isEqualTo("user");
    }

    @Test
    void theCallersRequestObjectTakesPrecedence() {
        ObjectNode own = Descriptors.object(
                "{\"model\":\"mine\",\"input\":{\"seed\":1,\"prompt\":\"own\"},\"n\":3,\"further\":{\"a\":[]}}");
        ObjectNode before = own.deepCopy();
        ObjectNode body = llmstats.body(own, "flux-1.1-pro", Map.of("seed", "42", "n", "2", "size", "64x64"));
        assertThat(sent(body))
                .isEqualTo(
                        Descriptors.json(
                                "{\"model\":\"mine\",\"input\":{\"seed\":1,\"prompt\":\"own\",\"size\":\"64x64\"},\"n\":3,\"further\":{\"a\":[]}}"));
        assertThat(own).isEqualTo(before);
    }

    @Test
    void missingParametersAreAddedToTheCallersRequestObject() {
        ObjectNode own = Descriptors.object("{\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}");
        assertThat(sent(privategpt.body(own, "default", Map.of("top_k", "3"))))
                .isEqualTo(
                        Descriptors.json(
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"model\":\"default\",\"top_k\":3,\"max_tokens\":4096}"));
    }

    @Test
    void withoutAModelNoneIsSent() {
        assertThat(llmstats.body("a heron", null, Map.of()).has("model")).isFalse();
        assertThat(llmstats.defaultModel()).isNull();
        assertThat(privategpt.defaultModel()).isEqualTo("default");
    }

    @Test
    void theModelInABodyIsFound() {
        assertThat(llmstats.modelIn(Descriptors.object("{\"model\":\"veo-3\"}")))
                .isEqualTo("veo-3");
        assertThat(llmstats.modelIn(Descriptors.object("{\"model\":null}"))).isNull();
    }

    @Test
    void aRequestObjectOfAnotherShapeIsRefused() {
        ObjectNode own = Descriptors.object("{\"input\":\"a heron\"}");
        assertThatThrownBy(() -> llmstats.body(own, "flux-1.1-pro", Map.of("seed", "42")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'input' of the request is not an object");
    }

    private static RequestMapping ofLists() {
        return Descriptors.parse(Descriptors.SMALL
                        .replace("prompt: /prompt", "prompt: /instances/0/prompt")
                        .replace(
                                "model: /model",
                                "model: /model\n  params: /parameters\n  paramPaths: { image: /instances/0/image/0 }"))
                .request();
    }

    @Test
    void aPromptMayBeInAnElementOfAList() {
        ObjectNode body = ofLists().body("a heron", "veo", Map.of("seed", "42", "image", "https://f.example/a.png"));
        assertThat(sent(body))
                .isEqualTo(
                        Descriptors.json(
                                "{\"model\":\"veo\",\"instances\":[{\"prompt\":\"a heron\",\"image\":[\"https://f.example/a.png\"]}],\"parameters\":{\"seed\":42}}"));
    }

    @Test
    void theCallersListIsCompleted() {
        ObjectNode own = Descriptors.object("{\"instances\":[{\"image\":[\"mine\"]},{\"prompt\":\"second\"}]}");
        ObjectNode body = ofLists().body(own, "veo", Map.of("image", "option"));
        assertThat(sent(body))
                .isEqualTo(Descriptors.json(
                        "{\"instances\":[{\"image\":[\"mine\"]},{\"prompt\":\"second\"}],\"model\":\"veo\"}"));
    }

    @Test
    void anObjectOfTheCallerInPlaceOfAListKeepsItsFields() {
        ObjectNode own = Descriptors.object("{\"instances\":{\"0\":{}}}");
        assertThat(sent(ofLists().body(own, null, Map.of("image", "i"))))
                .isEqualTo(Descriptors.json("{\"instances\":{\"0\":{\"image\":[\"i\"]}}}"));
    }

    @Test
    void aTextOfTheCallerInPlaceOfAListIsRefused() {
        ObjectNode own = Descriptors.object("{\"instances\":[\"a heron\"]}");
        assertThatThrownBy(() -> ofLists().body(own, null, Map.of("image", "i")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'0' of the request is not an object");
    }

    @Test
    void whatTheCallerRemovesIsRemovedFromListsToo() {
        Map<String, Object> removing = new HashMap<>();
        removing.put("image", null);
        ObjectNode body = RequestMapping.withoutRemoved(ofLists().body("a heron", "veo", removing));
        assertThat(sent(body))
                .isEqualTo(
                        Descriptors.json("{\"model\":\"veo\",\"instances\":[{\"prompt\":\"a heron\",\"image\":[]}]}"));
    }
}

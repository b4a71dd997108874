package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value is added to what a request has, and replaces nothing. */
class RequestTemplateTest {

    private static RequestMapping request(String system) {
        return Descriptors.parse(Descriptors.SMALL.replace("prompt: /prompt", "prompt: /prompt\n  system: " + system))
                .request();
    }

    private static JsonNode added(String system, String body) {
        ObjectNode own = Descriptors.object(body.replace('\'', '"'));
        request(system).system().addTo(own, TextNode.valueOf("s"));
        return own;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /system                                         | {}                          | {'system':'s'}
            /system                                         | {'system':'own'}            | {'system':'own'}
            /system                                         | {'system':null}             | {'system':null}
            /a/b/0/c                                        | {'a':{'x':1}}               | {'a':{'x':1,'b':[{'c':'s'}]}}
            '{ at: /a, as: "Be {system}. {system}!" }'      | {}                          | {'a':'Be s. s!'}
            '{ at: /a, as: { t: "{system}", k: 1 } }'       | {'a':{'k':1,'x':3}}         | {'a':{'k':1,'x':3,'t':'s'}}
            '{ at: /a, as: { t: "{system}", k: 1 } }'       | {'a':{'t':'own'}}           | {'a':{'t':'own','k':1}}
            '{ at: /a, as: { t: "{system}", k: 1 } }'       | {'a':{'k':2,'x':3}}         | {'a':{'k':2,'x':3}}
            '{ at: /a, as: { t: { u: "{system}" }, k: 1 } }' | {'a':{'t':'own'}}          | {'a':{'t':'own'}}
            '{ at: /a, as: { t: { u: "{system}" }, k: 1 } }' | {'a':{'t':{'v':2}}}        | {'a':{'t':{'v':2,'u':'s'},'k':1}}
            '{ at: /a, as: { t: "{system}" } }'             | {'a':'own'}                 | {'a':'own'}
            '{ at: /a, as: [ { r: s, t: "{system}" } ] }'   | {'a':[{'r':'u','t':'p'}]}   | {'a':[{'r':'s','t':'s'},{'r':'u','t':'p'}]}
            '{ at: /a, as: [ { r: s, t: "{system}" } ] }'   | {'a':[{'r':'u'},{'r':'s','t':'own'}]} | {'a':[{'r':'u'},{'r':'s','t':'own'}]}
            '{ at: /a, as: [ { t: "{system}" } ] }'         | {'a':[{'t':'own'}]}         | {'a':[{'t':'own'}]}
            '{ at: /a, as: [ "{system}" ] }'                | {'a':['own']}               | {'a':['s','own']}
            '{ at: /a, as: [ "{system}" ] }'                | {'a':['own','s']}           | {'a':['own','s']}
            """)
    void whatTheRequestHasStays(String system, String body, String expected) {
        assertThat(added(system, body)).isEqualTo(Descriptors.json(expected.replace('\'', '"')));
    }

    @Test
    void aValueThatIsAnObjectIsNotMergedWithAnotherOne() {
        RequestMapping request = Descriptors.parse(Descriptors.SMALL.replace(
                        "prompt: /prompt",
                        "prompt: /prompt\n  jsonSchema: { at: /f, as: { k: 1, s: \"{jsonSchema}\" } }"))
                .request();
        ObjectNode own = Descriptors.object("{\"f\":{\"s\":{\"a\":1}}}");
        request.jsonSchema().addTo(own, Descriptors.json("{\"b\":2}"));

        assertThat(own).isEqualTo(Descriptors.json("{\"f\":{\"s\":{\"a\":1},\"k\":1}}"));
    }

    @Test
    void aValueMayBecomePartOfAText() {
        RequestMapping request = Descriptors.parse(Descriptors.SMALL.replace(
                        "prompt: /prompt", "prompt: /prompt\n  jsonSchema: { at: /f, as: \"Fit {jsonSchema}\" }"))
                .request();
        ObjectNode body = request.body("p", null, Map.of());
        request.jsonSchema().addTo(body, Descriptors.json("{\"b\":2}"));

        assertThat(body.path("f").asText()).isEqualTo("Fit {\"b\":2}");
    }

    @Test
    void whatTheCallerRemovesIsNotAdded() {
        Map<String, Object> removed = new HashMap<>();
        removed.put("a", null);
        RequestMapping request = request("/a/b");
        ObjectNode body = request.body("p", null, removed);
        request.system().addTo(body, TextNode.valueOf("s"));

        assertThat(RequestMapping.withoutRemoved(body)).isEqualTo(Descriptors.json("{\"prompt\":\"p\"}"));
    }

    @Test
    void aDefaultOfTheDescriptorIsTheSameForTheNextRequest() {
        RequestMapping request = Descriptors.parse(Descriptors.SMALL.replace(
                        "prompt: /prompt", "prompt: /prompt\n  system: /a/b\n  defaults: { a: { x: 1 } }"))
                .request();
        request.system().addTo(request.body("p", null, Map.of()), TextNode.valueOf("s"));

        assertThat(request.body("p", null, Map.of())).isEqualTo(Descriptors.json("{\"prompt\":\"p\",\"a\":{\"x\":1}}"));
    }
}

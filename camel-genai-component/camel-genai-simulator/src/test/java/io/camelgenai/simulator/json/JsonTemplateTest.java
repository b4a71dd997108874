package io.camelgenai.simulator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JsonTemplateTest {

    @Test
    void placeholdersAreReplacedByValuesOfAnyType() {
        JsonTemplate template = JsonTemplate.of("""
                {"id":"$id","list":["$count","fixed"],"more":{"flag":"$flag","none":"$none","node":"$node"}}""");
        assertThat(template.fill("id", "$count", "count", 3, "flag", true, "none", null, "node", Json.array()))
                .hasToString("{\"id\":\"$count\",\"list\":[3,\"fixed\"],"
                        + "\"more\":{\"flag\":true,\"none\":null,\"node\":[]}}");
    }

    @Test
    void aPlaceholderWithoutAValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonTemplate.of("{\"id\":\"$id\"}").fill("other", 1))
                .withMessageContaining("$id");
    }
}

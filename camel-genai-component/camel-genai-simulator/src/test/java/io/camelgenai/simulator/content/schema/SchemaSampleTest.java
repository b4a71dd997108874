package io.camelgenai.simulator.content.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.json.Json;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are checked by a validator that others wrote. */
class SchemaSampleTest {
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{'city':{'type':'string'},'days':{'type':'integer'}},"
                        + "'required':['city','days'],'additionalProperties':false}",
                "{'type':'string','minLength':30,'maxLength':40}",
                "{'type':'string','maxLength':3}",
                "{'type':'string','pattern':'^[A-Z]{2}-\\\\d{4}$'}",
                "{'type':'string','pattern':'^(?:red|green|blue)(-(dark|light))?$'}",
                "{'type':'string','pattern':'^(?=.*[0-9])[a-z0-9]{8,12}$','minLength':9}",
                "{'type':'string','pattern':'^[^aeiou\\\\s]{4}\\\\.\\\\w+\\\\u0041$'}",
                "{'type':'string','format':'date-time'}",
                "{'type':'string','format':'date'}",
                "{'type':'string','format':'time'}",
                "{'type':'string','format':'duration'}",
                "{'type':'string','format':'email'}",
                "{'type':'string','format':'hostname'}",
                "{'type':'string','format':'ipv4'}",
                "{'type':'string','format':'ipv6'}",
                "{'type':'string','format':'uri'}",
                "{'type':'string','format':'uuid'}",
                "{'type':'integer','minimum':7,'maximum':7}",
                "{'type':'integer','exclusiveMinimum':7,'exclusiveMaximum':9}",
                "{'type':'integer','maximum':-3}",
                "{'type':'integer','multipleOf':5,'minimum':12,'exclusiveMaximum':20}",
                "{'type':'integer','multipleOf':0.4}",
                "{'type':'integer','minimum':10000000000}",
                "{'type':'number','minimum':0.5,'maximum':0.6}",
                "{'type':'number','exclusiveMaximum':-100}",
                "{'type':'number','exclusiveMinimum':200}",
                "{'type':'number','multipleOf':0.25,'minimum':0.3,'maximum':0.6}",
                "{'type':['string','null']}",
                "{'enum':['a',2,null]}",
                "{'const':{'x':[1]}}",
                "{'type':'array','items':{'type':'integer'},'minItems':5}",
                "{'type':'array','items':{'type':'string'},'maxItems':0}",
                "{'type':'array','items':{'enum':[1,2,3]},'minItems':3,'uniqueItems':true}",
                "{'type':'array','items':{'type':'string'},'minItems':4,'uniqueItems':true}",
                "{'type':'array','prefixItems':[{'type':'string'},{'type':'integer'}],'items':false,'minItems':2}",
                "{'anyOf':[{'type':'integer','minimum':3},{'type':'string','maxLength':2}]}",
                "{'type':'object','properties':{'kind':{'type':'string'}},'required':['kind'],'oneOf':["
                        + "{'properties':{'kind':{'const':'a'},'a':{'type':'integer'}},'required':['a']},"
                        + "{'properties':{'kind':{'const':'b'},'b':{'type':'boolean'}},'required':['b']}]}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'integer'}},'required':['a']},"
                        + "{'properties':{'b':{'type':'boolean'}},'required':['b']}]}",
                "{'type':'object','additionalProperties':{'type':'number'},'minProperties':3}",
                "{'type':'object','required':['free']}",
                "{'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'integer'}},'maxProperties':1}",
                "{'type':'object','properties':{'next':{'anyOf':[{'$ref':'#'},{'type':'null'}]},'n':{'type':'integer'}},"
                        + "'required':['next','n'],'additionalProperties':false}",
                "{'$defs':{'step':{'type':'object','properties':{'text':{'type':'string'},'steps':{'type':'array',"
                        + "'items':{'$ref':'#/$defs/step'}}},'required':['text','steps']}},'type':'object','properties':"
                        + "{'steps':{'type':'array','items':{'$ref':'#/$defs/step'}}},'required':['steps']}",
                "{'$defs':{'leaf':{'type':'object','properties':{'v':{'type':'integer'}},'required':['v']},'tree':{"
                        + "'type':'object','properties':{'l':{'anyOf':[{'$ref':'#/$defs/tree'},{'$ref':'#/$defs/leaf'}]}},"
                        + "'required':['l']}},'$ref':'#/$defs/tree'}"
            })
    void aValueValidates(String text) {
        JsonNode schema = json(text);
        JsonSchema validator = VALIDATORS.getSchema(schema, STRICT);
        for (int seed = 0; seed < 20; seed++) {
            JsonNode value = SchemaSample.of(schema, "a bridge", new SeededRandom(seed));
            assertThat(validator.validate(value)).as(value.toString()).isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSameValue() {
        JsonNode schema = json("{'type':'array','items':{'enum':[1,2,3,4,5,6,7,8]},'minItems':20}");
        JsonNode value = SchemaSample.of(schema, "x", new SeededRandom(1));
        assertThat(SchemaSample.of(schema, "x", new SeededRandom(1))).isEqualTo(value);
        assertThat(SchemaSample.of(schema, "x", new SeededRandom(2))).isNotEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{'self':{'$ref':'#'}},'required':['self']}",
                "{'$ref':'#'}",
                "{'$ref':'#/$defs/none'}",
                "{'type':'integer','minimum':5,'maximum':4}",
                "{'type':'string','pattern':'^a(?!b)b$'}",
                "{'type':'string','pattern':'[a-'}",
                "{'type':'string','minLength':5,'maxLength':4}",
                "{'type':'array','items':{'enum':[1,2]},'minItems':3,'uniqueItems':true}",
                "{'type':'array','items':{},'minItems':1000000}",
                "{'type':'float'}"
            })
    void aSchemaWithoutAValueIsRefused(String schema) {
        assertThatThrownBy(() -> SchemaSample.of(json(schema), "x", new SeededRandom(1)))
                .isInstanceOf(UnfitSchemaException.class);
    }

    private static JsonNode json(String text) {
        return Objects.requireNonNull(Json.parse(text.replace('\'', '"')));
    }
}

package io.camelgenai.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Builds the tables of the properties of the kamelets, from their definitions. */
final class KameletTables {

    private static final List<String> NAMES = List.of("genai-action", "genai-source");

    private KameletTables() {}

    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        NAMES.forEach(name -> files.put("kamelet-" + name + ".adoc", table(definition(name))));
        return files;
    }

    private static JsonNode definition(String name) {
        try (InputStream kamelet = Objects.requireNonNull(
                KameletTables.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml"), name)) {
            return new YAMLMapper().readTree(kamelet).at("/spec/definition");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(JsonNode definition) {
        Table table = new Table("2,5,2", "Property", "Description", "Default");
        for (Map.Entry<String, JsonNode> each : definition.get("properties").properties()) {
            table.row(
                    Table.code(each.getKey()),
                    Table.text(each.getValue().get("description").asText()),
                    preset(definition, each.getKey()));
        }
        return table.toString();
    }

    private static String preset(JsonNode definition, String property) {
        for (JsonNode required : definition.get("required")) {
            if (required.asText().equals(property)) {
                return "required";
            }
        }
        String preset = definition.at("/properties/" + property + "/default").asText();
        return preset.isEmpty() ? "" : Table.code(preset);
    }
}

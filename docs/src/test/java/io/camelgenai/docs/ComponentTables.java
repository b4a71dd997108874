package io.camelgenai.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Builds the tables of options and headers from the metadata that the build of the component generates. */
final class ComponentTables {

    private static final String MODEL = "META-INF/io/camelgenai/component/genai.json";
    private static final Set<String> IN_AND_OUT = Set.of("CamelGenAiGenerationId", "CamelGenAiCorrelationId");
    private static final String REMOVED = "Removed when used.";

    private final JsonNode model;

    ComponentTables() {
        try (InputStream json = ComponentTables.class.getClassLoader().getResourceAsStream(MODEL)) {
            if (json == null) {
                throw new IllegalStateException("There is no " + MODEL + " on the class path: build camel-genai first");
            }
            model = new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of every table file, by file name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Table component = options();
        model.get("componentProperties").properties().forEach(each -> option(component, "component-option-", each));
        files.put("component-options.adoc", component.toString());
        byGroup().forEach((group, table) -> files.put("endpoint-" + group + ".adoc", table.toString()));
        files.put("headers.adoc", headers().toString());
        return files;
    }

    private Map<String, Table> byGroup() {
        Map<String, Table> tables = new LinkedHashMap<>();
        model.get("properties").properties().forEach(each -> {
            String kind = each.getValue().get("kind").asText();
            String group = kind.equals("path")
                    ? "path"
                    : each.getValue().get("group").asText().replaceAll(".*\\(advanced\\)", "advanced");
            option(tables.computeIfAbsent(group, name -> options()), "option-", each);
        });
        return tables;
    }

    private static Table options() {
        return new Table("4,8,2,3", "Name", "Description", "Default", "Type");
    }

    private static void option(Table table, String anchor, Map.Entry<String, JsonNode> option) {
        JsonNode metadata = option.getValue();
        String name =
                metadata.path("multiValue").asBoolean() ? metadata.get("prefix").asText() + "NAME" : option.getKey();
        table.row(
                "[[" + anchor + option.getKey() + "]]" + Table.code(name),
                Table.text(metadata.get("description").asText()) + marks(metadata),
                metadata.has("defaultValue")
                        ? Table.code(metadata.get("defaultValue").asText())
                        : "",
                type(metadata));
    }

    private static String marks(JsonNode option) {
        return (option.get("required").asBoolean() ? " *Required.*" : "")
                + (option.get("secret").asBoolean() ? " *Secret.*" : "");
    }

    private static String type(JsonNode metadata) {
        if (metadata.has("enum")) {
            return StreamSupport.stream(metadata.get("enum").spliterator(), false)
                    .map(each -> Table.code(each.asText()))
                    .collect(Collectors.joining(", "));
        }
        String type = metadata.path("type").asText();
        return type.isEmpty() || type.equals("object")
                ? Table.code(simple(metadata.get("javaType").asText()))
                : type.toLowerCase(Locale.ROOT);
    }

    /** A type without its packages. */
    private static String simple(String javaType) {
        return javaType.replaceAll("\\b[a-z][a-z0-9]*\\.", "").replaceAll(",(?! )", ", ");
    }

    private Table headers() {
        Table table = new Table("5,2,8,4", "Name", "Direction", "Description", "Type");
        model.get("headers").properties().forEach(each -> {
            String description = each.getValue().get("description").asText();
            String direction =
                    IN_AND_OUT.contains(each.getKey()) ? "in, out" : description.endsWith(REMOVED) ? "in" : "out";
            table.row(
                    "[[header-" + each.getKey() + "]]" + Table.code(each.getKey()),
                    direction,
                    Table.text(description),
                    type(each.getValue()));
        });
        return table;
    }

    /** The names of all options of component and endpoint. */
    Set<String> optionNames() {
        Set<String> names = new TreeSet<>();
        model.get("componentProperties").fieldNames().forEachRemaining(names::add);
        names.addAll(endpointOptions());
        return names;
    }

    /** The names of the options in the query of an endpoint URI. */
    Set<String> endpointOptions() {
        return model.get("properties").properties().stream()
                .filter(each -> each.getValue().get("kind").asText().equals("parameter"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        model.get("headers").fieldNames().forEachRemaining(names::add);
        return names;
    }
}

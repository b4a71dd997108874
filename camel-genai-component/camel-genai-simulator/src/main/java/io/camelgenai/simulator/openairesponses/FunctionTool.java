package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.schema.SchemaSample;
import io.camelgenai.simulator.content.schema.StructuredSchema;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of the request. A model calls the one that the request names; otherwise those whose names are in the prompt, or the
 * first one. A model that may choose answers with a text once it has the output of a call. Tools of other types are accepted and
 * never called.
 *
 * @param name its name
 * @param parameters the schema of its arguments, empty where it has none
 */
record FunctionTool(String name, JsonNode parameters) {
    private static final String FUNCTION = "function";

    /** Returns the functions that are called, none for a text. */
    static List<FunctionTool> called(JsonNode body, String prompt, boolean hasOutput) {
        List<FunctionTool> all = functions(body.path("tools"));
        JsonNode choice = body.path("tool_choice");
        String mode = choice.path("mode").asText(choice.asText("auto"));
        if (choice.path("type").asText().equals(FUNCTION)) {
            return List.of(named(all, choice.path("name").asText()));
        }
        if (mode.equals("none") || (!mode.equals("required") && hasOutput)) {
            return List.of();
        }
        List<FunctionTool> permitted = new ArrayList<>();
        choice.path("tools")
                .forEach(tool -> permitted.add(named(all, tool.path("name").asText())));
        return chosen(
                permitted.isEmpty() ? all : permitted,
                prompt,
                body.path("parallel_tool_calls").asBoolean(true));
    }

    private static List<FunctionTool> functions(JsonNode tools) {
        List<FunctionTool> functions = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            JsonNode tool = tools.get(i);
            if (tool.path("type").asText().equals(FUNCTION)) {
                String name = tool.path("name").asText();
                if (name.isEmpty()) {
                    throw ResponseRequest.rejected(
                            "missing_required_parameter",
                            "tools[" + i + "].name",
                            "Missing required parameter: 'tools[" + i + "].name'.");
                }
                requireSchema(tool, name, "tools[" + i + "].parameters");
                functions.add(new FunctionTool(name, tool.path("parameters")));
            }
        }
        return functions;
    }

    private static void requireSchema(JsonNode tool, String name, String param) {
        if (tool.hasNonNull("parameters")) {
            JsonNode schema = tool.get("parameters");
            String error = tool.path("strict").asBoolean()
                    ? StructuredSchema.strictError(schema)
                    : StructuredSchema.rootError(schema);
            if (error != null) {
                throw ResponseRequest.rejected(
                        "invalid_function_parameters", param, "Invalid schema for function '" + name + "': " + error);
            }
        }
    }

    private static FunctionTool named(List<FunctionTool> tools, String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ResponseRequest.rejected(
                        "tool_choice", "Tool choice '" + name + "' not found in 'tools' parameter."));
    }

    private static List<FunctionTool> chosen(List<FunctionTool> tools, String prompt, boolean parallel) {
        List<FunctionTool> mentioned =
                tools.stream().filter(tool -> prompt.contains(tool.name())).toList();
        List<FunctionTool> chosen = mentioned.isEmpty() ? tools : mentioned;
        boolean single = mentioned.isEmpty() || !parallel;
        return single ? chosen.stream().limit(1).toList() : chosen;
    }

    /** Returns arguments that fit the schema. */
    String arguments(String subject, SeededRandom random) {
        JsonNode arguments = parameters.isEmpty() ? Json.object() : SchemaSample.of(parameters, subject, random);
        return new String(Json.bytes(arguments), StandardCharsets.UTF_8);
    }
}

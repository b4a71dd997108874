package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.schema.StructuredSchema;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.server.ErrorResponseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools that a model calls in response to a request: the one that the request names; otherwise those whose names are in
 * the prompt, or the first one. A model that may choose answers with a text once it has the result of a tool.
 *
 * @param called the tools that are called, none for a text
 * @param forced whether the request names the tool, which leaves the finish reason at {@code stop}
 */
record ChatTools(List<ChatTool> called, boolean forced) {
    private static final Schema TEXT = Schema.text(0, 1_000_000);
    private static final Schema NAME = Schema.matching("[a-zA-Z0-9_-]{1,64}", "1 to 64 of a-z, A-Z, 0-9, _ and -");
    private static final Schema NAMED = Schema.object().required("name", NAME);
    private static final Schema GRAMMAR =
            Schema.object().required("syntax", Schema.oneOf("lark", "regex")).required("definition", TEXT);
    private static final Schema FORMAT =
            Schema.variants("type", Map.of("text", type(), "grammar", type().required("grammar", GRAMMAR)));
    private static final Schema LEGACY =
            Schema.object().required("name", NAME).optional("description", TEXT).optional("parameters", Schema.map());
    private static final Schema FUNCTION = Schema.object()
            .required("name", NAME)
            .optional("description", TEXT)
            .optional("parameters", Schema.map())
            .optional("strict", Schema.bool().orNull());
    private static final Schema CUSTOM =
            Schema.object().required("name", NAME).optional("description", TEXT).optional("format", FORMAT);
    private static final Schema ALLOWED = Schema.object()
            .required("mode", Schema.oneOf("auto", "required"))
            .required("tools", Schema.array(Schema.map(), 1, 128));

    /** The parameter {@code tools}. */
    static final Schema TOOLS = Schema.array(
            Schema.variants(
                    "type",
                    Map.of(
                            "function", type().required("function", FUNCTION),
                            "custom", type().required("custom", CUSTOM))),
            1,
            128);
    /** The parameter {@code tool_choice}. */
    static final Schema CHOICE = Schema.variants(
                    "type",
                    Map.of(
                            "function", type().required("function", NAMED),
                            "custom", type().required("custom", NAMED),
                            "allowed_tools", type().required("allowed_tools", ALLOWED)))
            .or(Schema.oneOf("none", "auto", "required"));
    /** The deprecated parameter {@code functions}. */
    static final Schema FUNCTIONS = Schema.array(LEGACY, 1, 128);
    /** The deprecated parameter {@code function_call}. */
    static final Schema FUNCTION_CALL = NAMED.or(Schema.oneOf("none", "auto"));

    /**
     * Reads the tools of a valid body.
     *
     * @throws ErrorResponseException if a schema is none for a tool, or if the choice does not fit the tools
     */
    static ChatTools read(JsonNode body, ChatMessages messages) {
        List<ChatTool> tools = tools(body);
        boolean legacy = body.has("functions");
        JsonNode choice = body.path(legacy ? "function_call" : "tool_choice");
        if (tools.isEmpty()) {
            require(choice.isMissingNode(), "'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
            require(
                    !body.has("parallel_tool_calls"),
                    "'parallel_tool_calls' is only allowed when 'tools' are specified.",
                    "parallel_tool_calls");
            return new ChatTools(List.of(), false);
        }
        JsonNode allowed = choice.path("allowed_tools");
        String named = choice.at(legacy ? "/name" : "/" + choice.path("type").asText() + "/name")
                .asText("");
        if (!named.isEmpty()) {
            return new ChatTools(List.of(named(tools, named)), true);
        }
        String mode = allowed.path("mode").asText(choice.asText("auto"));
        if (mode.equals("none") || (!mode.equals("required") && messages.answersTools())) {
            return new ChatTools(List.of(), false);
        }
        List<ChatTool> permitted = new ArrayList<>();
        allowed.path("tools").forEach(tool -> permitted.add(named(tools, name(tool))));
        boolean single = legacy || !body.path("parallel_tool_calls").asBoolean(true);
        return new ChatTools(chosen(permitted.isEmpty() ? tools : permitted, messages.prompt(), single), false);
    }

    private static List<ChatTool> tools(JsonNode body) {
        List<ChatTool> tools = new ArrayList<>();
        body.path("tools").forEach(tool -> tools.add(ChatTool.of(tool)));
        body.path("functions").forEach(function -> tools.add(ChatTool.legacy(function)));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            ChatTool tool = tools.get(i);
            boolean legacy = tool.kind() == ChatTool.Kind.LEGACY;
            String param = legacy ? "functions[" + i + "]" : "tools[" + i + "]." + tool.type();
            require(names.add(tool.name()), "Tool names must be unique, and '" + tool.name() + "' is not.", param);
            JsonNode definition = tool.definition();
            if (definition.has("parameters")) {
                String error = definition.path("strict").asBoolean(false)
                        ? StructuredSchema.strictError(definition.get("parameters"))
                        : StructuredSchema.rootError(definition.get("parameters"));
                if (error != null) {
                    throw new ErrorResponseException(OpenAiChat.ERRORS.error(
                            400,
                            "invalid_function_parameters",
                            "Invalid schema for function '" + tool.name() + "': " + error,
                            "param",
                            param + ".parameters"));
                }
            }
            require(
                    !definition.at("/format/grammar/syntax").asText().equals("lark"),
                    "The simulator has no grammars of the syntax lark; use the syntax regex.",
                    param + ".format.grammar.syntax");
        }
        return tools;
    }

    private static List<ChatTool> chosen(List<ChatTool> tools, String prompt, boolean single) {
        List<ChatTool> mentioned =
                tools.stream().filter(tool -> prompt.contains(tool.name())).toList();
        List<ChatTool> chosen = mentioned.isEmpty() ? tools.subList(0, 1) : mentioned;
        return single ? chosen.subList(0, 1) : chosen;
    }

    private static ChatTool named(List<ChatTool> tools, String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ErrorResponseException(OpenAiChat.invalid(
                        "Tool choice '" + name + "' not found in 'tools' parameter.", "tool_choice")));
    }

    private static String name(JsonNode tool) {
        return tool.path(tool.path("type").asText()).path("name").asText();
    }

    private static Schema.Fields type() {
        return Schema.object().required("type", TEXT);
    }

    private static void require(boolean valid, String message, String param) {
        if (!valid) {
            throw new ErrorResponseException(OpenAiChat.invalid(message, param));
        }
    }
}

package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.schema.PatternSample;
import io.camelgenai.simulator.content.schema.SchemaSample;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * A tool that a model may call.
 *
 * @param kind how the request describes it
 * @param name its name
 * @param definition what the request has about it
 */
record ChatTool(Kind kind, String name, JsonNode definition) {

    /** How a request describes a tool. */
    enum Kind {
        /** A function in {@code tools}, with arguments as JSON. */
        FUNCTION,
        /** A custom tool, whose input is free text or follows a grammar. */
        CUSTOM,
        /** A function in the deprecated {@code functions}. */
        LEGACY
    }

    static ChatTool of(JsonNode tool) {
        Kind kind = tool.path("type").asText().equals("custom") ? Kind.CUSTOM : Kind.FUNCTION;
        JsonNode definition = tool.get(kind == Kind.CUSTOM ? "custom" : "function");
        return new ChatTool(kind, definition.get("name").textValue(), definition);
    }

    static ChatTool legacy(JsonNode function) {
        return new ChatTool(Kind.LEGACY, function.get("name").textValue(), function);
    }

    /** Returns what a model passes to the tool: arguments that fit its schema, or an input. */
    String input(String subject, SeededRandom random) {
        if (kind == Kind.CUSTOM) {
            JsonNode regex = definition.at("/format/grammar/definition");
            return regex.isTextual() ? PatternSample.of(regex.textValue()).next(random) : subject;
        }
        JsonNode schema = definition.path("parameters");
        JsonNode arguments = schema.isEmpty() ? Json.object() : SchemaSample.of(schema, subject, random);
        return new String(Json.bytes(arguments), StandardCharsets.UTF_8);
    }

    /** Returns a call without its input, or a part of one, as a message and a stream have it. */
    ObjectNode call(String input) {
        return Json.object().put("name", name).put(inputField(), input);
    }

    /** Returns a part of the input, as a stream has it after the first part of a call. */
    ObjectNode more(String input) {
        return Json.object().put(inputField(), input);
    }

    /** Returns the type of a call, which is also the field that has it. */
    String type() {
        return kind == Kind.CUSTOM ? "custom" : "function";
    }

    private String inputField() {
        return kind == Kind.CUSTOM ? "input" : "arguments";
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller's things go in the body of a create.
 *
 * @param model the place of the model, or null where it stands in the path
 * @param defaultModel the model where the caller names none, or null where one is needed
 * @param modelOptional whether the provider chooses a model where none is named
 * @param prompt the place of the prompt
 * @param promptShape what is put there, with the text {@code {prompt}} where the prompt itself goes
 * @param params the place below which parameters go
 * @param places the places of parameters that go elsewhere, by name
 * @param types the types of parameters, by name
 * @param required parameters without which the provider refuses the request
 * @param defaults parameters that are sent where the caller does not set them
 */
public record RequestMapping(
        @Nullable JsonPath model,
        @Nullable String defaultModel,
        boolean modelOptional,
        JsonPath prompt,
        JsonNode promptShape,
        JsonPath params,
        Map<String, JsonPath> paramPaths,
        Map<String, ParamType> types,
        Set<String> required,
        ObjectNode defaults) {

    private static final String PROMPT = "{prompt}";

    static RequestMapping read(DescriptorSection section) {
        JsonNode prompt = section.require("prompt");
        PromptTemplate place = prompt.isObject()
                ? section.section("prompt", PromptTemplate::read)
                : new PromptTemplate(section.bodyPath("prompt"), TextNode.valueOf(PROMPT));
        JsonPath params = section.optionalPath("params");
        ObjectNode defaults = section.optionalObject("defaults");
        return new RequestMapping(
                section.has("model") ? section.bodyPath("model") : null,
                section.optionalText("defaultModel"),
                section.flag("modelOptional"),
                place.at(),
                place.as(),
                params == null ? JsonPath.of("") : params,
                section.renamed("places", "paramPaths").entries("paramPaths", DescriptorSection.Entry::bodyPath),
                section.entries("types", (entry, value) -> entry.renamed(value, "by_look", "auto")
                        .word(value, ParamType.class)),
                section.words("required"),
                defaults == null ? JsonNodeFactory.instance.objectNode() : defaults);
    }

    /**
     * The request body for a prompt.
     *
     * @throws IllegalArgumentException when a parameter is not of its type or has no place
     */
    public ObjectNode body(String promptText, @Nullable String modelName, Map<String, Object> parameters) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        prompt.put(body, shaped(promptShape, promptText));
        return complete(body, modelName, parameters);
    }

    /**
     * The caller's own request object, with model and parameters where it has none.
     *
     * @throws IllegalArgumentException when a parameter is not of its type, has no place, or is missing
     */
    public ObjectNode body(ObjectNode own, @Nullable String modelName, Map<String, Object> parameters) {
        return complete(own.deepCopy(), modelName, parameters);
    }

    private ObjectNode complete(ObjectNode body, @Nullable String modelName, Map<String, Object> parameters) {
        if (model != null && modelName != null) {
            putIfAbsent(body, model, TextNode.valueOf(modelName));
        }
        parameters.forEach(
                (name, value) -> putIfAbsent(body, paramPath(name), type(name).convert(name, value)));
        defaults.properties().forEach(each -> putIfAbsent(body, paramPath(each.getKey()), each.getValue()));
        required.forEach(name -> require(body, name));
        return body;
    }

    private void require(ObjectNode body, String parameter) {
        if (!paramPath(parameter).isPresentIn(body)) {
            throw new IllegalArgumentException(
                    "The provider needs the parameter '" + parameter + "': set the option param." + parameter);
        }
    }

    /** The model that this body asks for, where the body holds it. */
    public @Nullable String modelIn(ObjectNode body) {
        JsonNode node = model == null ? null : model.first(body);
        return node == null ? null : node.asText();
    }

    private JsonPath paramPath(String parameter) {
        JsonPath place = paramPaths.get(parameter);
        return place == null ? params.child(parameter) : place;
    }

    private ParamType type(String parameter) {
        return types.getOrDefault(parameter, ParamType.AUTO);
    }

    private static void putIfAbsent(ObjectNode body, JsonPath place, JsonNode value) {
        if (!place.isPresentIn(body)) {
            place.put(body, value);
        }
    }

    private static JsonNode shaped(JsonNode shape, String prompt) {
        if (shape.isTextual()) {
            return TextNode.valueOf(shape.asText().replace(PROMPT, prompt));
        }
        if (shape.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            shape.forEach(each -> copy.add(shaped(each, prompt)));
            return copy;
        }
        if (shape.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            shape.properties().forEach(each -> copy.set(each.getKey(), shaped(each.getValue(), prompt)));
            return copy;
        }
        return shape;
    }

    private record PromptTemplate(JsonPath at, JsonNode as) {

        static PromptTemplate read(DescriptorSection section) {
            JsonNode shape = section.require("as");
            if (!shape.toString().contains(PROMPT)) {
                throw section.problem("as", "holds no " + PROMPT);
            }
            return new PromptTemplate(section.bodyPath("at"), shape);
        }
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the body of a create is built.
 *
 * @param model the path of the model, or null where the model is part of the URL
 * @param defaultModel the model where the caller names none, or null where the caller has to
 * @param modelOptional whether the provider chooses a model where none is named
 * @param prompt where the prompt goes
 * @param system where the system text goes, or null where the provider takes none
 * @param jsonSchema where the JSON schema of the answer goes, or null where the provider takes none
 * @param params the path below which parameters go
 * @param paramPaths the paths of parameters that go elsewhere, by name
 * @param types the types of parameters, by name
 * @param required parameters without which the provider refuses the request
 * @param defaults parameters that are sent where the caller does not set them
 */
public record RequestMapping(
        @Nullable JsonPath model,
        @Nullable String defaultModel,
        boolean modelOptional,
        RequestTemplate prompt,
        @Nullable RequestTemplate system,
        @Nullable RequestTemplate jsonSchema,
        JsonPath params,
        Map<String, JsonPath> paramPaths,
        Map<String, ParamType> types,
        Set<String> required,
        ObjectNode defaults) {

    /** Stands in a body for a parameter that the caller removes, also where the descriptor prescribes it. */
    public static final JsonNode REMOVED = JsonNodeFactory.instance.pojoNode(null);

    /** @param callParams parameters that travel elsewhere than in the body */
    static RequestMapping read(DescriptorSection section, Set<String> callParams) {
        section.renamed("places", "paramPaths");
        JsonPath params = section.optional("params", DescriptorValue::writtenPath);
        ObjectNode defaults = section.optionalObject("defaults");
        Map<String, JsonPath> paramPaths =
                new LinkedHashMap<>(section.entries("paramPaths", DescriptorValue::bodyPath));
        callParams.forEach(name -> paramPaths.put(name, CallParams.path(name)));
        return new RequestMapping(
                section.has("model") ? section.bodyPath("model") : null,
                section.optionalText("defaultModel"),
                section.flag("modelOptional"),
                RequestTemplate.read(section.require("prompt"), "{prompt}"),
                section.optional("system", value -> RequestTemplate.read(value, "{system}")),
                section.optional("jsonSchema", value -> RequestTemplate.read(value, "{jsonSchema}")),
                params == null ? JsonPath.of("") : params,
                paramPaths,
                section.entries("types", type -> type.renamed("by_look", "auto").constant(ParamType.class)),
                section.texts("required"),
                defaults == null ? JsonNodeFactory.instance.objectNode() : defaults);
    }

    /**
     * The request body for a prompt.
     *
     * @throws IllegalArgumentException when a parameter is not of its type, or cannot be set
     */
    public ObjectNode body(String promptText, @Nullable String modelName, Map<String, Object> parameters) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        prompt.put(body, TextNode.valueOf(promptText));
        return complete(body, modelName, parameters);
    }

    /**
     * The caller's own request object, plus model and parameters where it has none.
     *
     * @throws IllegalArgumentException when a parameter is not of its type, cannot be set, or is missing
     */
    public ObjectNode body(ObjectNode own, @Nullable String modelName, Map<String, Object> parameters) {
        return complete(own.deepCopy(), modelName, parameters);
    }

    /**
     * The values of some parameters, by their names, for a request that is no ordinary one.
     *
     * @throws IllegalArgumentException when a parameter is not of its type
     */
    public ObjectNode values(Set<String> names, Map<String, Object> parameters) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            Object given = parameters.get(name);
            if (given != null) {
                values.set(name, typeOf(name).convert(name, given));
            } else if (!parameters.containsKey(name) && defaults.has(name)) {
                values.set(name, defaults.get(name).deepCopy());
            }
        }
        return values;
    }

    /** The same mapping, for requests that do not have these parameters. */
    public RequestMapping without(Set<String> names) {
        Set<String> left = new LinkedHashSet<>(required);
        left.removeAll(names);
        ObjectNode others = defaults.deepCopy();
        others.remove(names);
        return new RequestMapping(
                model,
                defaultModel,
                modelOptional,
                prompt,
                system,
                jsonSchema,
                params,
                paramPaths,
                types,
                left,
                others);
    }

    /** The model in this body, or null. */
    public @Nullable String modelIn(ObjectNode body) {
        JsonNode node = model == null ? null : model.first(body);
        return node == null ? null : node.asText();
    }

    /** The body without the model, for a call that names it in its path. */
    public ObjectNode withoutModel(ObjectNode body) {
        if (model == null || model.first(body) == null) {
            return body;
        }
        ObjectNode rest = body.deepCopy();
        model.put(rest, REMOVED);
        return rest;
    }

    private ObjectNode complete(ObjectNode body, @Nullable String modelName, Map<String, Object> parameters) {
        if (model != null && modelName != null) {
            putIfAbsent(body, model, TextNode.valueOf(modelName));
        }
        parameters.forEach((name, value) -> putIfAbsent(
                body, paramPath(name), value == null ? REMOVED : typeOf(name).convert(name, value)));
        defaults.properties()
                .forEach(param -> putIfAbsent(
                        body, paramPath(param.getKey()), param.getValue().deepCopy()));
        required.forEach(name -> require(body, name));
        return body;
    }

    /** The body with these parameters where the caller sets none of them. */
    public ObjectNode withDefaults(ObjectNode body, ObjectNode more) {
        ObjectNode all = body.deepCopy();
        more.properties().forEach(param -> putIfAbsent(all, paramPath(param.getKey()), param.getValue()));
        return all;
    }

    /** The body without what the caller removes. */
    public static ObjectNode withoutRemoved(ObjectNode body) {
        return (ObjectNode) kept(body);
    }

    private static JsonNode kept(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode rest = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                if (field.getValue() != REMOVED) {
                    rest.set(field.getKey(), kept(field.getValue()));
                }
            });
            return rest;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode rest = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> {
                if (element != REMOVED) {
                    rest.add(kept(element));
                }
            });
            return rest;
        }
        return value;
    }

    private void require(ObjectNode body, String parameter) {
        if (!paramPath(parameter).isPresentIn(body) || paramPath(parameter).first(body) == REMOVED) {
            throw new IllegalArgumentException(
                    "The provider needs the parameter '" + parameter + "': set the option param." + parameter);
        }
    }

    /** The parameters that the descriptor names; a provider may have others. */
    public Set<String> namedParams() {
        Set<String> named = new TreeSet<>(paramPaths.keySet());
        named.addAll(types.keySet());
        named.addAll(required);
        defaults.fieldNames().forEachRemaining(named::add);
        return named;
    }

    private JsonPath paramPath(String parameter) {
        JsonPath path = paramPaths.get(parameter);
        return path == null ? params.child(parameter) : path;
    }

    private ParamType typeOf(String parameter) {
        return types.getOrDefault(parameter, ParamType.AUTO);
    }

    private static void putIfAbsent(ObjectNode body, JsonPath path, JsonNode value) {
        if (!path.isPresentIn(body)) {
            path.put(body, value);
        }
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.IntStream;

/**
 * Where a value of the caller goes in the body of a create, and in which form.
 *
 * @param path the path in the body
 * @param template what is written there, with the placeholder in place of the value
 * @param placeholder the name of the value, in braces
 */
public record RequestTemplate(JsonPath path, JsonNode template, String placeholder) {

    /** A path, or an object with the path and the template. */
    static RequestTemplate read(DescriptorValue value, String placeholder) {
        return value.node().isObject()
                ? value.section(section -> read(section, placeholder))
                : new RequestTemplate(value.bodyPath(), TextNode.valueOf(placeholder), placeholder);
    }

    private static RequestTemplate read(DescriptorSection section, String placeholder) {
        JsonNode template = section.require("as").anything();
        if (!template.toString().contains(placeholder)) {
            throw section.problem("as", "contains no " + placeholder);
        }
        return new RequestTemplate(section.bodyPath("at"), template, placeholder);
    }

    /** Writes the value to a body that has nothing at the path. */
    void put(ObjectNode body, JsonNode value) {
        path.put(body, filled(value));
    }

    /**
     * Adds the value to a body. What the body has already stays: objects are merged, unless one has another constant than the
     * template, and elements of a list go before those that it has, unless one of these has the same constants.
     *
     * @throws IllegalArgumentException when a value above the path is neither an object nor a list
     */
    public void addTo(ObjectNode body, JsonNode value) {
        JsonNode own = path.first(body);
        JsonNode filled = filled(value);
        if (own != null) {
            if (!contradicts(own, filled, template)) {
                merge(own, filled, template);
            }
        } else if (!path.isPresentIn(body) && !isRemovedFrom(body)) {
            path.put(body, filled);
        }
    }

    private JsonNode filled(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return JsonTexts.replaced(
                template, each -> each.equals(placeholder) ? value : TextNode.valueOf(each.replace(placeholder, text)));
    }

    /** Whether the caller removes the value at the path, or one above it. */
    private boolean isRemovedFrom(ObjectNode body) {
        return IntStream.rangeClosed(1, path.segments().size())
                .mapToObj(length -> new JsonPath(path.segments().subList(0, length)))
                .anyMatch(above -> above.first(body) == RequestMapping.REMOVED);
    }

    /** Whether an object has another constant than the template, or something else where the template has an object. */
    private static boolean contradicts(JsonNode own, JsonNode added, JsonNode template) {
        if (template.isObject()) {
            return !own.isObject()
                    || template.properties().stream()
                            .filter(field -> own.has(field.getKey()))
                            .anyMatch(field ->
                                    contradicts(own.get(field.getKey()), added.get(field.getKey()), field.getValue()));
        }
        return template.isValueNode() && template.equals(added) && !template.equals(own);
    }

    /** Merges as deep as the template is: a value that is an object itself is one value. */
    private static void merge(JsonNode own, JsonNode added, JsonNode template) {
        if (own instanceof ObjectNode object && template.isObject()) {
            added.properties().forEach(field -> {
                JsonNode present = object.get(field.getKey());
                if (present == null) {
                    object.set(field.getKey(), field.getValue());
                } else {
                    merge(present, field.getValue(), template.get(field.getKey()));
                }
            });
        } else if (own instanceof ArrayNode list && template.isArray()) {
            int position = 0;
            for (int i = 0; i < added.size(); i++) {
                if (!hasLike(list, added.get(i), template.get(i))) {
                    list.insert(position++, added.get(i));
                }
            }
        }
    }

    /** Whether the list has an element with the fields of this one that do not depend on the value. */
    private static boolean hasLike(ArrayNode list, JsonNode added, JsonNode template) {
        for (JsonNode element : list) {
            if (added.isObject() ? isLike(element, added, template) : element.equals(added)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLike(JsonNode element, JsonNode added, JsonNode template) {
        return added.properties().stream()
                .filter(field -> field.getValue().equals(template.get(field.getKey())))
                .allMatch(field -> field.getValue().equals(element.get(field.getKey())));
    }
}

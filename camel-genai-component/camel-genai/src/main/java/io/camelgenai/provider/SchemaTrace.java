package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of descriptors ask for at one place of the language: which keys they know, and which forms of a value. The
 * JSON Schema of the language is the trace of all descriptors that are shipped, so that it cannot differ from the code.
 */
final class SchemaTrace {

    /** Notes nothing. */
    static final SchemaTrace NONE = new SchemaTrace();

    static final ObjectNode ANYTHING = JsonNodeFactory.instance.objectNode();
    static final ObjectNode OBJECT = ofType("object");
    static final ObjectNode FLAG = ofType("boolean");
    static final ObjectNode DURATION = text("^\\d+(ms|s|m|h)$");
    static final ObjectNode SIZE = text("^\\d{1,9}(B|KB|MB|GB)$");
    static final ObjectNode COUNT = ofType("integer").put("minimum", 1);
    static final ObjectNode PATH = text("^(/.*)?$");
    static final ObjectNode BODY_PATH = text("^/.+");
    static final ObjectNode WORD = text("^[^/].*$");

    private static final ObjectNode TEXT = JsonNodeFactory.instance.objectNode();

    static {
        TEXT.putArray("type").add("string").add("number").add("boolean");
    }

    private final Map<String, SchemaTrace> keys = new TreeMap<>();
    private final Set<String> required = new TreeSet<>();
    private final Set<String> optional = new TreeSet<>();
    private final Set<ObjectNode> forms = new LinkedHashSet<>();
    private @Nullable SchemaTrace entries;
    private @Nullable SchemaTrace elements;
    private boolean mayBeList;

    static ObjectNode ofType(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode text(String pattern) {
        return ofType("string").put("pattern", pattern);
    }

    static ObjectNode oneOf(List<String> words) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        ArrayNode list = form.putArray("enum");
        words.forEach(list::add);
        return form;
    }

    /** The place under a key that is known. */
    SchemaTrace key(String name) {
        return this == NONE ? NONE : keys.computeIfAbsent(name, key -> new SchemaTrace());
    }

    void mayHave(String key) {
        if (this != NONE) {
            key(key);
            optional.add(key);
        }
    }

    void needs(String key) {
        if (this != NONE) {
            key(key);
            required.add(key);
        }
    }

    /** The place of each value of an object with arbitrary keys. */
    SchemaTrace entry() {
        if (this == NONE) {
            return NONE;
        }
        entries = entries == null ? new SchemaTrace() : entries;
        return entries;
    }

    /** The place of each element of what has to be a list. */
    SchemaTrace element() {
        if (this == NONE) {
            return NONE;
        }
        elements = elements == null ? new SchemaTrace() : elements;
        return elements;
    }

    /** Notes that a list of such values is permitted as well. */
    void orList() {
        mayBeList |= this != NONE;
    }

    void text() {
        form(TEXT);
    }

    void form(ObjectNode form) {
        if (this != NONE) {
            forms.add(form);
        }
    }

    /** The schema of this place. */
    ObjectNode schema() {
        List<ObjectNode> alternatives = new ArrayList<>(forms);
        if (alternatives.size() > 1) {
            alternatives.remove(TEXT);
        }
        if (entries != null) {
            alternatives.add((ObjectNode) ofType("object").set("additionalProperties", entries.schema()));
        } else if (!keys.isEmpty()) {
            alternatives.add(section());
        }
        if (elements != null) {
            alternatives.add((ObjectNode) ofType("array").set("items", elements.schema()));
        }
        if (mayBeList) {
            ObjectNode single = anyOf(alternatives);
            alternatives.add((ObjectNode) ofType("array").put("minItems", 1).set("items", single));
        }
        return anyOf(alternatives);
    }

    private ObjectNode section() {
        ObjectNode section = ofType("object");
        ObjectNode properties = section.putObject("properties");
        keys.forEach((key, place) -> properties.set(key, place.schema()));
        ArrayNode always = section.putArray("required");
        required.stream().filter(key -> !optional.contains(key)).forEach(always::add);
        return section.put("additionalProperties", false);
    }

    private static ObjectNode anyOf(List<ObjectNode> alternatives) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        if (alternatives.isEmpty()) {
            // A key that is only read to be refused.
            any.putObject("not");
        } else {
            any.putArray("anyOf").addAll(alternatives);
        }
        return any;
    }
}

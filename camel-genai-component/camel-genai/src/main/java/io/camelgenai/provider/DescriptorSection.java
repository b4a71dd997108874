package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a descriptor while it is read. It records which keys were read, so that {@link #refuseUnknownKeys()} can
 * refuse the others.
 */
final class DescriptorSection {

    private final DescriptorValue value;
    private final ObjectNode object;
    private final Set<String> known = new HashSet<>();

    DescriptorSection(DescriptorValue value) {
        this.value = value;
        this.object = value.object();
    }

    /** Refuses keys that were not read; to be called when everything has been read. */
    void refuseUnknownKeys() {
        object.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String hint = NearestName.to(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> "known here: "
                                + String.join(", ", known.stream().sorted().toList()));
                throw problem(key, "unknown key; " + hint);
            }
        });
    }

    /** Refuses a key that was valid in an earlier version, with a message that contains its replacement. */
    void renamed(String former, String present) {
        if (object.has(former)) {
            throw problem(former, "'" + former + "' has been renamed to '" + present + "'");
        }
    }

    boolean has(String key) {
        return optional(key) != null;
    }

    /** Whether a section below this one contains a key. */
    boolean contains(String child, String key) {
        return object.path(child).has(key);
    }

    @Nullable
    DescriptorValue optional(String key) {
        value.trace().mayHave(key);
        return find(key);
    }

    private @Nullable DescriptorValue find(String key) {
        known.add(key);
        JsonNode node = object.get(key);
        if (node != null && node.isNull()) {
            throw problem(key, "has no value: write one, or remove the key");
        }
        return node == null ? null : value.child(key, node);
    }

    DescriptorValue require(String key) {
        value.trace().needs(key);
        DescriptorValue required = find(key);
        if (required == null) {
            throw value.problem("'" + key + "' is missing");
        }
        return required;
    }

    String text(String key) {
        return require(key).text();
    }

    @Nullable
    String optionalText(String key) {
        return optional(key, DescriptorValue::text);
    }

    /** Whether the value is true; false where the key is absent. */
    boolean flag(String key) {
        DescriptorValue flag = optional(key);
        return flag != null && flag.flag();
    }

    @Nullable
    Duration optionalDuration(String key) {
        return optional(key, DescriptorValue::duration);
    }

    /** The texts of a list, numbers included; empty where the key is absent. */
    Set<String> texts(String key) {
        return texts(key, DescriptorValue::text);
    }

    /** As {@link #texts(String)}, each text read by this reader. */
    Set<String> texts(String key, Function<DescriptorValue, String> reader) {
        DescriptorValue list = optional(key);
        return list == null ? Set.of() : list.texts(reader);
    }

    /** The path of a value in a document, or alternative paths of which the first that leads to a value counts. */
    JsonPaths paths(String key) {
        DescriptorValue paths = optional(key);
        return paths == null ? JsonPaths.NONE : paths.jsonPaths();
    }

    /** As {@link #paths}, of a number or a time, which may be in another unit than ours. */
    JsonPaths numberPaths(String key) {
        DescriptorValue paths = optional(key);
        return paths == null ? JsonPaths.NONE : paths.numberPaths();
    }

    /** A path in the body of a request, where something is written. */
    JsonPath bodyPath(String key) {
        return require(key).bodyPath();
    }

    @Nullable
    ObjectNode optionalObject(String key) {
        return optional(key, DescriptorValue::freeObject);
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return require(key).constant(type);
    }

    <E extends Enum<E>> @Nullable E optionalConstant(String key, Class<E> type) {
        return optional(key, constant -> constant.constant(type));
    }

    <T> T section(String key, Function<DescriptorSection, T> reader) {
        return require(key).section(reader);
    }

    <T> @Nullable T optionalSection(String key, Function<DescriptorSection, T> reader) {
        return optional(key, section -> section.section(reader));
    }

    /** The entries of an object with arbitrary keys, in the order of the file; empty where the key is absent. */
    <T> Map<String, T> entries(String key, Function<DescriptorValue, T> reader) {
        DescriptorValue entries = optional(key);
        return entries == null ? Map.of() : entries.entries(reader);
    }

    DescriptorException problem(String key, String reason) {
        return new DescriptorException(value.file(), value.path() + "/" + key, reason);
    }

    <T> @Nullable T optional(String key, Function<DescriptorValue, T> reader) {
        DescriptorValue present = optional(key);
        return present == null ? null : reader.apply(present);
    }
}

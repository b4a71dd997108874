package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One object of a descriptor while it is read. It remembers what was asked for, so that {@link #refuseUnknownKeys()} can
 * refuse the keys that nobody knows, and knows its file and path, so that every complaint can name them.
 */
final class DescriptorSection {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    private final String file;
    private final String path;
    private final ObjectNode node;
    private final Set<String> known = new HashSet<>();

    DescriptorSection(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        if (!(node instanceof ObjectNode object)) {
            throw new DescriptorException(file, path, "expected an object, found " + describe(node));
        }
        this.node = object;
    }

    /** Refuses keys that were not asked for; to be called when all has been read. */
    void refuseUnknownKeys() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String hint = NearestName.to(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> "known here: "
                                + String.join(", ", known.stream().sorted().toList()));
                throw problem(key, "unknown key; " + hint);
            }
        });
    }

    /** Refuses a key that an earlier version of the descriptors used, with a message that names the present one. */
    DescriptorSection renamed(String former, String present) {
        if (node.has(former)) {
            throw problem(former, "'" + former + "' has been renamed to '" + present + "'");
        }
        return this;
    }

    boolean has(String key) {
        return get(key) != null;
    }

    @Nullable
    JsonNode get(String key) {
        known.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    JsonNode require(String key) {
        JsonNode value = get(key);
        if (value == null) {
            throw new DescriptorException(file, path, "'" + key + "' is missing");
        }
        return value;
    }

    String text(String key) {
        return asText(key, require(key));
    }

    @Nullable
    String optionalText(String key) {
        JsonNode value = get(key);
        return value == null ? null : asText(key, value);
    }

    boolean flag(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            throw problem(key, "expected true or false, found " + describe(value));
        }
        return value != null && value.asBoolean();
    }

    @Nullable
    Duration optionalDuration(String key) {
        String text = optionalText(key);
        if (text == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw problem(key, "expected a duration such as 60s, found '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** The words of a list, numbers included; empty where the key is absent. */
    Set<String> words(String key) {
        JsonNode value = get(key);
        Set<String> words = new LinkedHashSet<>();
        if (value == null) {
            return words;
        }
        if (!value.isArray()) {
            throw problem(key, "expected a list, found " + describe(value));
        }
        value.forEach(word -> words.add(asText(key, word)));
        return words;
    }

    /** A place in a document: one pointer, or a list of them of which the first that leads to a value counts. */
    JsonPaths paths(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return JsonPaths.NONE;
        }
        List<JsonPath> paths = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            paths.add(path(key, asText(key, each)));
        }
        return new JsonPaths(paths);
    }

    /** A single place in a document. */
    @Nullable
    JsonPath optionalPath(String key) {
        String text = optionalText(key);
        return text == null ? null : path(key, text);
    }

    /** An object that is taken as it stands. */
    @Nullable
    ObjectNode optionalObject(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isObject()) {
            throw problem(key, "expected an object, found " + describe(value));
        }
        return (ObjectNode) value;
    }

    /** A place in the body of a request, where something is put. */
    JsonPath bodyPath(String key) {
        return asBodyPath(key, require(key));
    }

    <T> @Nullable T optionalSection(String key, Function<DescriptorSection, T> reader) {
        JsonNode value = get(key);
        return value == null ? null : read(path + "/" + key, value, reader);
    }

    <T> T section(String key, Function<DescriptorSection, T> reader) {
        return read(path + "/" + key, require(key), reader);
    }

    /** Each entry of an object, in the order of the file; empty where the key is absent. */
    <T> Map<String, T> entries(String key, BiFunction<Entry, JsonNode, T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        JsonNode value = get(key);
        if (value != null) {
            new DescriptorSection(file, path + "/" + key, value)
                    .node
                    .properties()
                    .forEach(each -> entries.put(
                            each.getKey(), reader.apply(new Entry(path + "/" + key, each.getKey()), each.getValue())));
        }
        return entries;
    }

    <E extends Enum<E>> E word(String key, Class<E> type) {
        return asWord(key, require(key), type);
    }

    <E extends Enum<E>> @Nullable E optionalWord(String key, Class<E> type) {
        JsonNode value = get(key);
        return value == null ? null : asWord(key, value, type);
    }

    DescriptorException problem(String key, String reason) {
        return new DescriptorException(file, path + "/" + key, reason);
    }

    private <T> T read(String at, JsonNode value, Function<DescriptorSection, T> reader) {
        DescriptorSection section = new DescriptorSection(file, at, value);
        T result = reader.apply(section);
        section.refuseUnknownKeys();
        return result;
    }

    private <E extends Enum<E>> E asWord(String key, JsonNode value, Class<E> type) {
        String word = asText(key, value);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(word.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw problem(key, "'" + word + "' is none of " + List.of(type.getEnumConstants()));
    }

    private JsonPath asBodyPath(String key, JsonNode value) {
        JsonPath path = path(key, asText(key, value));
        if (path.segments().isEmpty()) {
            throw problem(key, "expected a place below the top of the body");
        }
        return path;
    }

    private JsonPath path(String key, String text) {
        try {
            return JsonPath.of(text);
        } catch (IllegalArgumentException e) {
            throw problem(key, String.valueOf(e.getMessage()));
        }
    }

    private String asText(String key, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw problem(key, "expected a text, found " + describe(value));
        }
        return value.asText();
    }

    private static String describe(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** One entry of an object whose keys are free. */
    final class Entry {

        private final String at;
        private final String key;

        private Entry(String at, String key) {
            this.at = at;
            this.key = key;
        }

        <T> T section(JsonNode value, Function<DescriptorSection, T> reader) {
            return read(at + "/" + key, value, reader);
        }

        /** Refuses a word that an earlier version of the descriptors used, with a message that names the present one. */
        Entry renamed(JsonNode value, String former, String present) {
            if (value.asText().equals(former)) {
                throw new DescriptorException(
                        file, at + "/" + key, "'" + former + "' has been renamed to '" + present + "'");
            }
            return this;
        }

        <E extends Enum<E>> E word(JsonNode value, Class<E> type) {
            return new DescriptorSection(file, at, node).asWord(key, value, type);
        }

        JsonPath bodyPath(JsonNode value) {
            return new DescriptorSection(file, at, node).asBodyPath(key, value);
        }
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One value of a descriptor while it is read. It knows its file and path, which every error message names.
 *
 * @param file the descriptor's file
 * @param path the path in it, empty for the whole file
 * @param node the value
 * @param trace notes what is read
 */
record DescriptorValue(String file, String path, JsonNode node, SchemaTrace trace) {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)");
    private static final ObjectNode COMPUTED = computed();

    private static ObjectNode computed() {
        SchemaTrace form = new SchemaTrace();
        for (String paths : List.of("at", "sum")) {
            form.mayHave(paths);
            form.key(paths).form(SchemaTrace.PATH);
            form.key(paths).orList();
        }
        form.mayHave("scale");
        form.key("scale").text();
        return form.schema();
    }

    String text() {
        trace.text();
        if (!node.isValueNode() || node.isNull()) {
            throw unexpected("a text");
        }
        return node.asText();
    }

    boolean flag() {
        trace.form(SchemaTrace.FLAG);
        if (!node.isBoolean()) {
            throw unexpected("true or false");
        }
        return node.asBoolean();
    }

    Duration duration() {
        trace.form(SchemaTrace.DURATION);
        String text = text();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw problem("expected a duration such as 60s, found '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** The constant with this name, in upper or lower case; a message names all in the case of the file. */
    <E extends Enum<E>> E constant(Class<E> type) {
        String name = text();
        trace.form(SchemaTrace.oneOf(Stream.of(type.getEnumConstants())
                .flatMap(each -> Stream.of(each.name(), each.name().toLowerCase(Locale.ROOT)))
                .toList()));
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        boolean isUpper = name.equals(name.toUpperCase(Locale.ROOT));
        List<String> known = Stream.of(type.getEnumConstants())
                .map(each -> isUpper ? each.name() : each.name().toLowerCase(Locale.ROOT))
                .toList();
        String hint = NearestName.to(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        throw problem("'" + name + "' is none of " + known + hint);
    }

    /** One of these words. */
    String word(List<String> words) {
        String word = text();
        trace.form(SchemaTrace.oneOf(words));
        if (!words.contains(word)) {
            throw problem("'" + word + "' is none of " + words);
        }
        return word;
    }

    /** A number of bytes, such as 5MB; the units are powers of 1024. */
    long size() {
        trace.form(SchemaTrace.SIZE);
        String text = text();
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw problem("expected a size such as 5MB, found '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return amount
                << switch (matcher.group(2)) {
                    case "B" -> 0;
                    case "KB" -> 10;
                    case "MB" -> 20;
                    default -> 30;
                };
    }

    /** A number of things, from 1. */
    int count() {
        trace.form(SchemaTrace.COUNT);
        if (!node.isInt() || node.intValue() < 1) {
            throw unexpected("a number from 1");
        }
        return node.intValue();
    }

    /** The elements of a list, each read by this reader. */
    <T> List<T> list(Function<DescriptorValue, T> reader) {
        if (!node.isArray()) {
            throw unexpected("a list");
        }
        SchemaTrace each = trace.element();
        List<T> elements = new ArrayList<>();
        node.forEach(element -> elements.add(reader.apply(new DescriptorValue(file, path, element, each))));
        return elements;
    }

    /** The texts of a list, numbers included, each read by this reader. */
    Set<String> texts(Function<DescriptorValue, String> reader) {
        if (!node.isArray()) {
            throw unexpected("a list");
        }
        Set<String> texts = new LinkedHashSet<>();
        SchemaTrace each = trace.element();
        node.forEach(element -> texts.add(reader.apply(new DescriptorValue(file, path, element, each))));
        return texts;
    }

    /** The elements of a list; a value that is none is its own only element. */
    List<DescriptorValue> elements() {
        trace.orList();
        if (!node.isArray()) {
            return List.of(this);
        }
        if (node.isEmpty()) {
            throw problem("expected at least one element");
        }
        List<DescriptorValue> elements = new ArrayList<>();
        node.forEach(element -> elements.add(with(element)));
        return elements;
    }

    /** A path in a document. */
    JsonPath jsonPath() {
        trace.form(SchemaTrace.PATH);
        String text = text();
        try {
            return JsonPath.of(text);
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    /** A path, or a list of alternative paths. */
    JsonPaths jsonPaths() {
        trace.orList();
        List<JsonPath> alternatives = new ArrayList<>();
        for (JsonNode alternative : node.isArray() ? node : List.of(node)) {
            alternatives.add(with(alternative).jsonPath());
        }
        return new JsonPaths(alternatives);
    }

    /**
     * As {@link #jsonPaths}, of a number: an object with {@code at}, the paths, and {@code scale}, where its unit is another one,
     * or with {@code sum}, the paths of numbers that are added.
     */
    JsonPaths numberPaths() {
        trace.form(COMPUTED);
        return node.isObject() ? untraced().section(DescriptorValue::computedPaths) : jsonPaths();
    }

    private DescriptorValue untraced() {
        return new DescriptorValue(file, path, node, SchemaTrace.NONE);
    }

    private static JsonPaths computedPaths(DescriptorSection section) {
        DescriptorValue sum = section.optional("sum");
        return sum == null
                ? scaledPaths(section)
                : new JsonPaths(sum.jsonPaths().alternatives(), null, true);
    }

    private static JsonPaths scaledPaths(DescriptorSection section) {
        JsonPaths at = section.require("at").jsonPaths();
        DescriptorValue scale = section.require("scale");
        BigDecimal units = JsonPaths.numberIn(scale.text());
        if (units == null || units.signum() <= 0) {
            throw scale.problem(
                    "expected how many of the provider's units are one of ours, found '" + scale.text() + "'");
        }
        return new JsonPaths(at.alternatives(), units, false);
    }

    /** A path in the body of a request, where something is written. */
    JsonPath bodyPath() {
        trace.form(SchemaTrace.BODY_PATH);
        JsonPath bodyPath = untraced().writtenPath();
        if (bodyPath.segments().isEmpty()) {
            throw problem("expected a path below the root of the body");
        }
        return bodyPath;
    }

    /** A path in the body of a request that is read by the caller; begins with a slash. */
    String bodyText() {
        trace.form(SchemaTrace.BODY_PATH);
        String text = untraced().text();
        if (!text.startsWith("/") || text.length() < 2) {
            throw problem("expected a path below the root of the body, found '" + text + "'");
        }
        return text;
    }

    /** As {@link #bodyPath}; may be the root, below which something is written. */
    JsonPath writtenPath() {
        trace.form(SchemaTrace.PATH);
        JsonPath path = untraced().jsonPath();
        path.unwritable().ifPresent(reason -> {
            throw problem(reason);
        });
        return path;
    }

    /** Whether the value is this word, which stands for something that a path or an object cannot say. */
    boolean is(String word) {
        trace.form(SchemaTrace.oneOf(List.of(word)));
        return node.isTextual() && node.textValue().equals(word);
    }

    /** Whether the value is a word where a path may be: it does not begin with a slash, and is not empty. */
    boolean isWord() {
        trace.form(SchemaTrace.WORD);
        return node.isTextual()
                && !node.textValue().isEmpty()
                && !node.textValue().startsWith("/");
    }

    /** The value, of whatever form. */
    JsonNode anything() {
        trace.form(SchemaTrace.ANYTHING);
        return node;
    }

    /** An object whose fields are no keys of the language. */
    ObjectNode freeObject() {
        trace.form(SchemaTrace.OBJECT);
        return object();
    }

    ObjectNode object() {
        if (!(node instanceof ObjectNode object)) {
            throw unexpected("an object");
        }
        return object;
    }

    /** An object with a fixed set of keys: a key that the reader does not read is refused. */
    <T> T section(Function<DescriptorSection, T> reader) {
        DescriptorSection section = new DescriptorSection(this);
        T result = reader.apply(section);
        section.refuseUnknownKeys();
        return result;
    }

    /** The entries of an object with arbitrary keys, in the order of the file. */
    <T> Map<String, T> entries(Function<DescriptorValue, T> reader) {
        if (!node.isObject()) {
            throw unexpected("names and their values, as { NAME: VALUE }");
        }
        Map<String, T> entries = new LinkedHashMap<>();
        SchemaTrace each = trace.entry();
        object().properties()
                .forEach(entry -> entries.put(
                        entry.getKey(),
                        reader.apply(new DescriptorValue(file, path + "/" + entry.getKey(), entry.getValue(), each))));
        return entries;
    }

    /** Refuses a text that was valid in an earlier version, with a message that contains its replacement. */
    DescriptorValue renamed(String former, String present) {
        if (node.asText().equals(former)) {
            throw problem("'" + former + "' has been renamed to '" + present + "'");
        }
        return this;
    }

    DescriptorValue child(String key, JsonNode value) {
        return new DescriptorValue(file, path + "/" + key, value, trace.key(key));
    }

    DescriptorException problem(String reason) {
        return new DescriptorException(file, path, reason);
    }

    private DescriptorValue with(JsonNode element) {
        return new DescriptorValue(file, path, element, trace);
    }

    private DescriptorException unexpected(String expected) {
        String found =
                node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
        return problem("expected " + expected + ", found " + found);
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role that files of the caller have in a request, such as {@code first-frame}.
 *
 * @param at the places of the files: the first is at the first one, and so on; one place that ends with {@code -} takes all
 * @param forms what is written there, by the form in which a file travels; a file that fits into the request is not uploaded
 * @param types the media types that the provider takes, such as {@code image/png} or {@code image/*}; empty for any
 * @param maxSize the largest file, in bytes
 * @param maxInline the largest file that the request itself contains, in bytes; a larger one is uploaded where that is possible
 * @param max how many files at most
 * @param params parameters that a request with such a file has where the caller sets none
 */
public record InputRole(
        List<InputPath> at,
        Map<InputForm, JsonNode> forms,
        Set<String> types,
        long maxSize,
        long maxInline,
        int max,
        ObjectNode params) {

    static final String URL = "{url}";
    static final String BASE64 = "{base64}";
    static final String FILE = "{file}";
    static final String MEDIA_TYPE = "{mediaType}";
    static final String FORMAT = "{format}";
    static final String NAME = "{name}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    /** What a request contains is in memory, several times as it grows: larger files are for uploads. */
    private static final long MAX_INLINE = 20L << 20;

    public InputRole {
        at = List.copyOf(at);
        forms = Collections.unmodifiableMap(new EnumMap<>(forms));
    }

    static InputRole read(DescriptorSection section) {
        List<InputPath> at = section.require("at").elements().stream()
                .map(each -> InputPath.read(each))
                .toList();
        boolean isList = at.get(0).appends();
        if (at.size() > 1 && at.stream().anyMatch(InputPath::appends)) {
            throw section.problem("at", "a place that takes all files is the only one");
        }
        Map<InputForm, JsonNode> forms = forms(section.require("as"));
        requirePart(section, forms, at);
        Long maxSize = section.optional("maxSize", DescriptorValue::size);
        Long maxInline = section.optional("maxInline", DescriptorValue::size);
        boolean isInline = forms.keySet().stream().anyMatch(InputForm::isInline);
        if (maxInline != null && !isInline) {
            throw section.problem("maxInline", "is never read: no file is within the request");
        }
        long largest = maxSize == null ? Long.MAX_VALUE : maxSize;
        Integer max = section.optional("max", DescriptorValue::count);
        if (max != null && !isList) {
            throw section.problem("max", "is never read: each place takes one file; let 'at' end with '/-' for a list");
        }
        ObjectNode params = section.optionalObject("params");
        return new InputRole(
                at,
                forms,
                section.texts("types"),
                largest,
                Math.min(largest, maxInline == null ? MAX_INLINE : maxInline),
                !isList ? at.size() : max == null ? Integer.MAX_VALUE : max,
                params == null ? JsonNodeFactory.instance.objectNode() : params);
    }

    /** A part of a request is named by a field, and a request is a form of parts or a document. */
    private static void requirePart(DescriptorSection section, Map<InputForm, JsonNode> forms, List<InputPath> at) {
        boolean isField =
                at.size() == 1 && at.get(0).segments().size() == (at.get(0).appends() ? 2 : 1);
        if (forms.containsKey(InputForm.PART) && (forms.size() > 1 || !isField)) {
            throw section.problem(
                    "as", "a file that is a part of the request travels in no other form, at the name of one part");
        }
    }

    private static Map<InputForm, JsonNode> forms(DescriptorValue as) {
        Map<InputForm, JsonNode> forms = new EnumMap<>(InputForm.class);
        if (as.node().isObject()) {
            as.section(section -> {
                for (InputForm form : InputForm.values()) {
                    section.optional(form.word(), value -> forms.put(form, template(form, value)));
                }
                return forms;
            });
        } else {
            as.list(InputForm::read).forEach(form -> forms.put(form, TextNode.valueOf(form.placeholder())));
        }
        if (forms.isEmpty()) {
            throw as.problem("expected at least one of " + InputForm.words());
        }
        return forms;
    }

    private static JsonNode template(InputForm form, DescriptorValue value) {
        JsonNode template = value.anything();
        if (!template.toString().contains(form.placeholder())) {
            throw value.problem("contains no " + form.placeholder());
        }
        return template;
    }

    /** Whether the provider takes files of this media type. */
    public boolean accepts(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        return types.isEmpty()
                || types.stream()
                        .anyMatch(each -> each.equals(type)
                                || (each.endsWith("/*") && type.startsWith(each.substring(0, each.length() - 1))));
    }

    /** The form in which a file travels of which the content is known; empty where the provider only takes a URL, or it is too large. */
    public Optional<InputForm> formFor(long length) {
        return forms.keySet().stream()
                .filter(each -> each != InputForm.URL && (!each.isInline() || length <= maxInline))
                .findFirst();
    }

    /** The largest file that travels in any form, in bytes. */
    public long largest() {
        return forms.keySet().stream().anyMatch(form -> !form.isInline() && form != InputForm.URL)
                ? maxSize
                : maxInline;
    }

    /** The name of the part that a file is in a request that is a form of parts. */
    public String part() {
        return at.get(0).segments().get(0);
    }

    /** Whether a file whose content is known can travel at all. */
    public boolean takesContent() {
        return forms.keySet().stream().anyMatch(each -> each != InputForm.URL);
    }

    /**
     * Writes a file.
     *
     * @param number which file of this role it is, from 0
     * @throws IllegalArgumentException when the request has something else at its place
     */
    public void put(ObjectNode body, int number, InputValue value) {
        JsonNode template = Objects.requireNonNull(forms.get(value.form()));
        Map<String, String> values = value.placeholders();
        JsonNode filled = JsonTexts.mapped(template, text -> filled(text, values));
        InputPath path = at.size() == 1 ? at.get(0) : at.get(number);
        path.put(body, filled);
    }

    /** A value is never read as a template, whatever it contains. */
    private static String filled(String text, Map<String, String> values) {
        String whole = values.get(text);
        return whole != null
                ? whole
                : PLACEHOLDER
                        .matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }
}

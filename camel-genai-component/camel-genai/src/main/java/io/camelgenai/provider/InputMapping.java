package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that a request may have: which roles, where they go, and how they travel.
 *
 * @param roles the roles, in the order of the descriptor
 * @param texts what a text becomes where files go beside it
 * @param upload the call that uploads a file, or null where none is uploaded
 */
public record InputMapping(
        Map<String, InputRole> roles,
        List<Widening> texts,
        @Nullable UploadCall upload) {

    /** No files. */
    public static final InputMapping NONE = new InputMapping(Map.of(), List.of(), null);

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");
    private static final String TEXT = "{text}";

    public InputMapping {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        texts = List.copyOf(texts);
    }

    /**
     * What a text becomes, such as a list of parts of which it is the first.
     *
     * @param at where the text is
     * @param as what takes its place, with {@code {text}} for the text
     */
    record Widening(InputPath at, JsonNode as) {

        static Widening read(DescriptorSection section) {
            DescriptorValue as = section.require("as");
            JsonNode template = as.anything();
            if (!template.toString().contains('"' + TEXT + '"')) {
                throw as.problem("contains no " + TEXT);
            }
            return new Widening(InputPath.read(section.require("at")), template);
        }

        void apply(ObjectNode body) {
            JsonNode text = at.in(body);
            if (text != null && text.isTextual()) {
                at.replace(body, JsonTexts.replaced(as, each -> each.equals(TEXT) ? text : TextNode.valueOf(each)));
            }
        }
    }

    static InputMapping read(DescriptorSection section) {
        Map<String, InputRole> roles = section.require("roles").entries(role -> role.section(InputRole::read));
        roles.keySet().stream()
                .filter(name -> !ROLE.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw section.problem("roles", "'" + name + "' is no role: use lower-case words joined by '-'");
                });
        DescriptorValue text = section.optional("text");
        List<Widening> texts = text == null
                ? List.of()
                : text.elements().stream()
                        .map(each -> each.section(Widening::read))
                        .toList();
        UploadCall upload = section.optionalSection("upload", UploadCall::read);
        boolean uploads = roles.values().stream().anyMatch(role -> role.forms().containsKey(InputForm.UPLOAD));
        if (uploads != (upload != null)) {
            throw section.problem(
                    "upload", uploads ? "missing: the call that uploads a file" : "is never read: no role is uploaded");
        }
        return new InputMapping(roles, texts, upload);
    }

    /** Whether files are parts of the request, which then is a form of parts. */
    boolean hasParts() {
        return roles.values().stream().anyMatch(role -> role.forms().containsKey(InputForm.PART));
    }

    /** Prepares a body that is about to have files: a text becomes a list where they go beside it. */
    public void widen(ObjectNode body) {
        texts.forEach(each -> each.apply(body));
    }
}

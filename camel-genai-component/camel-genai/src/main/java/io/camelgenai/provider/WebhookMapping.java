package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * How a provider reports by itself, with a request to a URL of ours, that the state of a generation has changed.
 *
 * @param params the parameters of a create that ask for it, with {@code {url}} and {@code {secret}}; empty where it is set up at the
 *     provider
 * @param signature how the provider proves that a request is its own
 * @param id where the id of the generation is
 * @param state where the document of the generation is, or null where the request has none: then the state is polled
 */
public record WebhookMapping(
        ObjectNode params,
        WebhookSignature signature,
        JsonPaths id,
        @Nullable JsonPath state) {

    private static final String URL = "{url}";
    private static final String SECRET = "{secret}";

    /** A longer text is no id. */
    private static final int MAX_ID = 1000;

    static WebhookMapping read(DescriptorSection section) {
        ObjectNode params = section.optionalObject("params");
        WebhookMapping mapping = new WebhookMapping(
                params == null ? JsonNodeFactory.instance.objectNode() : params,
                WebhookSignature.read(section),
                section.require("id").jsonPaths(),
                section.optional("state", DescriptorValue::writtenPath));
        mapping.requireUsable(section);
        return mapping;
    }

    private void requireUsable(DescriptorSection section) {
        String all = params.toString();
        if (!params.isEmpty() && !all.contains(URL)) {
            throw section.problem("params", "contains no " + URL + ": the provider would not know where to send it");
        }
        Matcher variable = CallTemplate.VARIABLE.matcher(all.replace(URL, "").replace(SECRET, ""));
        if (variable.find()) {
            throw section.problem("params", variable.group() + " cannot be filled here; use " + URL + " and " + SECRET);
        }
        if (state != null && !signature.isSigned()) {
            throw section.problem("state", "is never read: anybody can send a request without a signature");
        }
    }

    /** Whether a create has a place for the URL. */
    public boolean isRequested() {
        return !params.isEmpty();
    }

    /** The parameters of a create for this URL; one that needs a secret is left out where there is none. */
    ObjectNode params(String url, @Nullable String secret) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        params.properties().forEach(param -> {
            if (secret != null || !param.getValue().toString().contains(SECRET)) {
                filled.set(param.getKey(), filled(param.getValue(), url, String.valueOf(secret)));
            }
        });
        return filled;
    }

    private static JsonNode filled(JsonNode value, String url, String secret) {
        if (value instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(each -> filled.set(each.getKey(), filled(each.getValue(), url, secret)));
            return filled;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            list.forEach(each -> filled.add(filled(each, url, secret)));
            return filled;
        }
        return value.isTextual()
                ? TextNode.valueOf(value.textValue().replace(URL, url).replace(SECRET, secret))
                : value;
    }

    /** The id of the generation that a request is about, or null where it is about something else. */
    public @Nullable String idIn(JsonNode body) {
        JsonNode found = id.node(body);
        String text = found == null || found.isContainerNode() ? "" : found.asText();
        return text.isBlank() || text.length() > MAX_ID ? null : text;
    }

    /** The document of the generation, or null where the request has none. */
    public @Nullable JsonNode stateIn(JsonNode body) {
        return state == null ? null : state.first(body);
    }
}

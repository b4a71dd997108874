package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a batch of requests is written, for a provider whose generations are batches: each request becomes a line of JSON.
 *
 * @param line the form of a line
 * @param customId the path of its id in a line
 * @param request the path of its request in a line
 * @param params the parameters of the caller that are those of the batch, and not of each request
 * @param at where the lines go in the body of the create: a field that becomes the list of them, or what the provider calls the
 *     uploaded file
 * @param upload how the lines are uploaded as a file, or null where they are in the body
 * @param customIds the form of a valid id, or null where any text is one
 * @param maxLines how many lines the provider takes
 * @param maxBytes how many bytes of lines the provider takes
 */
public record BatchMapping(
        ObjectNode line,
        JsonPath customId,
        JsonPath request,
        Set<String> params,
        JsonPath at,
        @Nullable UploadCall upload,
        @Nullable Pattern customIds,
        long maxLines,
        long maxBytes) {

    private static final String CUSTOM_ID = "{customId}";
    private static final String REQUEST = "{request}";

    static BatchMapping read(DescriptorSection section) {
        ObjectNode line = section.require("line").freeObject();
        BatchMapping batch = new BatchMapping(
                line,
                field(section, line, CUSTOM_ID),
                field(section, line, REQUEST),
                section.texts("params"),
                section.bodyPath("at"),
                section.optionalSection("upload", UploadCall::readParts),
                section.optional("customIds", BatchMapping::pattern),
                section.require("maxLines").count(),
                section.require("maxSize").size());
        if (batch.upload == null && batch.at.segments().size() != 1) {
            throw section.problem("at", "expected a field of the body, as /requests, which becomes the list");
        }
        return batch;
    }

    private static Pattern pattern(DescriptorValue value) {
        try {
            return Pattern.compile(value.text());
        } catch (PatternSyntaxException e) {
            throw value.problem("not a regular expression: " + e.getDescription());
        }
    }

    /** The field of a line that is this placeholder. */
    private static JsonPath field(DescriptorSection section, ObjectNode line, String placeholder) {
        return line.properties().stream()
                .filter(field -> field.getValue().asText().equals(placeholder))
                .findFirst()
                .map(field -> new JsonPath(List.of(field.getKey())))
                .orElseThrow(() -> section.problem("line", "no field is " + placeholder));
    }

    /** The field of the body that is the list of the lines. */
    public String field() {
        return at.segments().get(0);
    }

    /** The field of a line that is the request. */
    public String requestField() {
        return request.segments().get(0);
    }

    /** The body with what the provider calls the uploaded file. */
    public ObjectNode withFile(ObjectNode body, String file) {
        ObjectNode complete = body.deepCopy();
        at.put(complete, TextNode.valueOf(file));
        return complete;
    }

    /** What separates two lines. */
    public String separator() {
        return upload == null ? ",\n" : "\n";
    }

    /** Whether the provider takes this id. */
    public boolean isValidId(String id) {
        return customIds == null ? !id.isBlank() : customIds.matcher(id).matches();
    }

    /** The form of a valid id, for users. */
    public String customIdForm() {
        return customIds == null ? "it is blank" : "it has to match " + customIds;
    }

    /** Whether an object is a line already: it has a request where a line has it. */
    public boolean isLine(ObjectNode object) {
        return request.first(object) instanceof ObjectNode && customId.first(object) != null;
    }

    /** The id in an object, or null. */
    public @Nullable String customIdIn(ObjectNode object) {
        JsonNode id = customId.first(object);
        return id == null || !id.isValueNode() ? null : id.asText();
    }

    /** The object without an id, which is not part of a request. */
    public ObjectNode withoutCustomId(ObjectNode object) {
        ObjectNode rest = object.deepCopy();
        rest.remove(customId.segments().get(0));
        return rest;
    }

    /**
     * The line for a request.
     *
     * @param id its id
     * @param batchParams the parameters of the batch, which a line may repeat
     */
    public ObjectNode line(String id, ObjectNode requestBody, ObjectNode batchParams) {
        return (ObjectNode) JsonTexts.replaced(line, text -> switch (text) {
            case CUSTOM_ID -> TextNode.valueOf(id);
            case REQUEST -> requestBody;
            default -> value(text, batchParams);
        });
    }

    private static JsonNode value(String text, ObjectNode batchParams) {
        String prefix = "{" + CallTemplate.PARAM;
        JsonNode param =
                text.startsWith(prefix) ? batchParams.get(text.substring(prefix.length(), text.length() - 1)) : null;
        return param == null ? TextNode.valueOf(text) : param;
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is uploaded: by a request with several parts, or to a signed URL that the provider gives for it.
 *
 * @param call the request that has the file, or asks for the URL; {@code {mediaType}} and {@code {name}} are those of the file, {@code
 *     {size}} is its length in bytes
 * @param host the base URL of the call where it is another one than the provider's, or null
 * @param parts the parts of the request by name, one of which is {@code {file}}; empty for a file that goes to a signed URL
 * @param storage where the file goes instead; null for one that is a part of the request
 * @param file the paths of the reference to the file in the answer: an id or a URL
 */
public record UploadCall(
        CallTemplate call,
        @Nullable String host,
        Map<String, String> parts,
        @Nullable Storage storage,
        JsonPaths file) {

    /** The variable for the media type of the file. */
    public static final String MEDIA_TYPE = "mediaType";
    /** The variable for the name of the file. */
    public static final String NAME = "name";
    /** The variable for the length of the file in bytes. */
    public static final String SIZE = "size";
    /** The part that is the file. */
    public static final String FILE = "{file}";

    /**
     * The place to which a file goes, without a key.
     *
     * @param method PUT, with the file as the body; or POST, with the file as the last of several parts
     * @param url the paths of its URL in the answer
     * @param fields the path of the parts that go before the file, or null
     * @param part the name of the part that is the file
     */
    public record Storage(
            String method, JsonPaths url, @Nullable JsonPath fields, String part) {

        private static Storage read(DescriptorSection section) {
            DescriptorValue fields = section.optional("fields");
            return new Storage(
                    "POST",
                    section.require("url").jsonPaths(),
                    fields == null ? null : fields.jsonPath(),
                    section.text("part"));
        }

        /** The parts that go before the file. */
        public Map<String, String> fieldsIn(JsonNode answer) {
            Map<String, String> found = new LinkedHashMap<>();
            JsonNode values = fields == null ? null : fields.first(answer);
            if (values instanceof ObjectNode object) {
                object.properties()
                        .forEach(
                                each -> found.put(each.getKey(), each.getValue().asText()));
            }
            return found;
        }
    }

    /** Reads the section of a descriptor that says how files are uploaded. */
    static UploadCall read(DescriptorSection section) {
        DescriptorValue host = section.optional("host");
        Map<String, String> parts = section.entries("parts", DescriptorValue::text);
        DescriptorValue put = section.optional("put");
        Storage post = section.optionalSection("post", Storage::read);
        int ways = (parts.isEmpty() ? 0 : 1) + (put == null ? 0 : 1) + (post == null ? 0 : 1);
        if (ways != 1) {
            throw section.problem(
                    "call", "expected one of 'parts', 'put' and 'post': how the file travels, found " + ways);
        }
        if (!parts.isEmpty() && !parts.containsValue(FILE)) {
            throw section.problem("parts", "no part is " + FILE);
        }
        return new UploadCall(
                CallReader.upload(section, !parts.isEmpty(), MEDIA_TYPE, NAME, SIZE),
                host == null ? null : BaseUrl.read(host),
                parts,
                put == null ? post : new Storage("PUT", put.jsonPaths(), null, ""),
                section.require("file").jsonPaths());
    }

    /** As {@link #read}, of a file that is a part of the request. */
    static UploadCall readParts(DescriptorSection section) {
        Map<String, String> parts = section.require("parts").entries(DescriptorValue::text);
        if (!parts.containsValue(FILE)) {
            throw section.problem("parts", "no part is " + FILE);
        }
        return new UploadCall(
                CallReader.upload(section, true, MEDIA_TYPE, NAME, SIZE),
                null,
                parts,
                null,
                section.require("file").jsonPaths());
    }

    /** The reference to the file in the answer to the call, or null. */
    public @Nullable String fileIn(JsonNode answer) {
        return file.text(ExtractedValues.of(answer));
    }

    /** The signed URL in the answer to the call, or null. */
    public @Nullable String urlIn(JsonNode answer) {
        return storage == null ? null : storage.url.text(ExtractedValues.of(answer));
    }
}

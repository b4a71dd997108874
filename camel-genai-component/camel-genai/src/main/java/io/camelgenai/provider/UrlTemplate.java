package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The path of a file below the base URL, with values of the document that says which file it is: {@code /files/{/file_id}/content}.
 *
 * @param path the path
 * @param values the paths of the values
 */
public record UrlTemplate(String path, List<JsonPath> values) {

    /** Stands for the base URL of the connection, which a document does not know. */
    private static final String BASE_URL = "{baseUrl}";

    static UrlTemplate read(DescriptorValue value) {
        String path = value.text();
        List<String> variables = CallTemplate.VARIABLE
                .matcher(path)
                .results()
                .map(match -> match.group(1))
                .toList();
        if (!path.startsWith("/") || variables.isEmpty() || !variables.stream().allMatch(CallTemplate::isPath)) {
            throw value.problem("expected a path with a value of the document such as /files/{/file_id}/content");
        }
        return new UrlTemplate(path, variables.stream().map(JsonPath::of).toList());
    }

    /** The URL of the file, below the base URL; null where the document has no such file. */
    @Nullable
    String urlIn(JsonNode document) {
        for (JsonPath value : values) {
            JsonNode found = value.first(document);
            if (found == null || !found.isValueNode() || found.asText().isBlank()) {
                return null;
            }
        }
        return BASE_URL
                + CallTemplate.VARIABLE
                        .matcher(path)
                        .replaceAll(match -> Matcher.quoteReplacement(encoded(document, match.group(1))));
    }

    private static String encoded(JsonNode document, String path) {
        JsonNode found = JsonPath.of(path).first(document);
        String text = found == null ? "" : found.asText();
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The URL at this base URL; one that was not made from a template stays. */
    public static String at(String baseUrl, String url) {
        return url.startsWith(BASE_URL) ? baseUrl.replaceFirst("/+$", "") + url.substring(BASE_URL.length()) : url;
    }
}

package io.camelgenai.simulator.batch;

import io.camelgenai.simulator.server.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files, {@code multipart/form-data} (RFC 7578), of texts in UTF-8.
 *
 * @param parts the parts by their names
 */
public record MultipartForm(Map<String, Part> parts) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)filename=\"([^\"]*)\"");
    private static final String END_OF_HEAD = "\r\n\r\n";

    /**
     * A part of a form.
     *
     * @param fileName the name of the file; null for a field
     * @param content the text
     */
    public record Part(@Nullable String fileName, String content) {}

    /** Parses the body of a request; null if it is no such form, or not a complete one. */
    public static @Nullable MultipartForm of(Request request) {
        String type = request.header("Content-Type");
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        if (type == null || !type.startsWith("multipart/form-data") || !boundary.find()) {
            return null;
        }
        String delimiter = "\r\n--" + boundary.group(1);
        String body = "\r\n" + request.body();
        Map<String, Part> parts = new LinkedHashMap<>();
        int at = body.indexOf(delimiter);
        while (at >= 0 && !body.startsWith("--", at + delimiter.length())) {
            int head = at + delimiter.length();
            int begin = body.indexOf(END_OF_HEAD, head);
            int end = begin < 0 ? -1 : body.indexOf(delimiter, begin + 2);
            Matcher name = NAME.matcher(begin < 0 ? "" : body.substring(head, begin));
            if (end < 0 || !name.find()) {
                return null;
            }
            Matcher fileName = FILE_NAME.matcher(body.substring(head, begin));
            String content = body.substring(Math.min(begin + END_OF_HEAD.length(), end), end);
            parts.put(name.group(1), new Part(fileName.find() ? fileName.group(1) : null, content));
            at = end;
        }
        return at < 0 ? null : new MultipartForm(parts);
    }

    /** Returns the text of a field; null if the form has none of this name. */
    public @Nullable String field(String name) {
        Part part = parts.get(name);
        return part == null || part.fileName() != null ? null : part.content();
    }

    /** Returns a file; null if the form has none of this name. */
    public @Nullable Part file(String name) {
        Part part = parts.get(name);
        return part == null || part.fileName() == null ? null : part;
    }
}

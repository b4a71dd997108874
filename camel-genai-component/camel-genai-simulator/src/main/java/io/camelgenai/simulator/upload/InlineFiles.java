package io.camelgenai.simulator.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.upload.MultipartForm.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files in a request: data URIs (RFC 2397), and base64 beside a media type or a format. URLs of files are those at the fields that the
 * provider names.
 */
public final class InlineFiles {
    private static final Pattern DATA = Pattern.compile("(?s)data:([\\w.+-]+/[\\w.+-]+);base64,(.*)");
    private static final List<String> TYPES = List.of("media_type", "mimeType", "mime_type");
    private static final Pattern URL = Pattern.compile("(?s)(https?|gs|runway)://\\S+");

    /** Fields whose text is the user's, whatever it looks like. */
    private static final Pattern WORDS = Pattern.compile(
            ".*/(prompt|promptText|text|content|input|instructions|system\\w*|arguments|output|webhook\\w*|callback\\w*|name)");

    private final String provider;
    private final List<ReceivedFile> found = new ArrayList<>();

    private InlineFiles(String provider) {
        this.provider = provider;
    }

    /** A file in a request that is not what it should be. */
    public static final class InvalidFileException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidFileException(String path, String message) {
            super(path + ": " + message);
        }
    }

    /**
     * Finds the files in a request.
     *
     * @throws InvalidFileException if one cannot be decoded, or is not of its type
     */
    public static List<ReceivedFile> in(String provider, JsonNode body) throws InvalidFileException {
        InlineFiles files = new InlineFiles(provider);
        files.search("", body);
        return files.found;
    }

    /**
     * Reads a picture in base64 that does not say its type.
     *
     * @throws InvalidFileException if it cannot be decoded, or is none
     */
    public static ReceivedFile picture(String provider, String path, String base64) throws InvalidFileException {
        byte[] content = decoded(path, base64);
        String type = FileKind.pictureType(content);
        if (type == null) {
            throw new InvalidFileException(path, "is neither a URL nor a picture in base64");
        }
        return new ReceivedFile(provider, "base64", path, type, content.length, ReceivedFiles.sha256(content));
    }

    /**
     * Reads a file that is a part of a request.
     *
     * @param name what the part is for
     * @throws InvalidFileException if it is not of its type
     */
    public static ReceivedFile part(String provider, String name, Part part) throws InvalidFileException {
        byte[] content = part.content();
        String mismatch = FileKind.mismatch(part.mediaType(), content);
        if (mismatch != null) {
            throw new InvalidFileException(name, mismatch);
        }
        return new ReceivedFile(
                provider, "multipart", name, part.mediaType(), content.length, ReceivedFiles.sha256(content));
    }

    private void search(String path, JsonNode node) throws InvalidFileException {
        if (node.isTextual()) {
            text(path, node.textValue());
        }
        JsonNode data = node.path("data");
        if (node.isObject() && data.isTextual()) {
            for (String field : TYPES) {
                if (node.path(field).isTextual()) {
                    found.add(file(
                            provider, "base64", path + "/data", node.get(field).textValue(), data.textValue()));
                }
            }
            if (node.path("format").isTextual()) {
                String format = node.get("format").textValue();
                String type = format.equals("mp3") ? "audio/mpeg" : "audio/" + format;
                found.add(file(provider, "base64", path + "/data", type, data.textValue()));
            }
        }
        for (var field : node.properties()) {
            search(path + "/" + field.getKey(), field.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            search(path + "/" + i, node.get(i));
        }
    }

    private void text(String path, String text) throws InvalidFileException {
        if (WORDS.matcher(path.replaceFirst("(/\\d+)+$", "")).matches()) {
            return;
        }
        if (text.startsWith("data:")) {
            Matcher uri = DATA.matcher(text);
            if (!uri.matches()) {
                throw new InvalidFileException(path, "is no data URI with a media type and base64");
            }
            found.add(file(provider, "data-uri", path, uri.group(1), uri.group(2)));
        } else if (URL.matcher(text).matches()) {
            found.add(new ReceivedFile(provider, "url", path, "", 0, text));
        }
    }

    private static byte[] decoded(String path, String base64) throws InvalidFileException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(path, "is no base64: " + e.getMessage());
        }
    }

    private static ReceivedFile file(String provider, String way, String path, String mediaType, String base64)
            throws InvalidFileException {
        byte[] content = decoded(path, base64);
        String mismatch = FileKind.mismatch(mediaType, content);
        if (mismatch != null) {
            throw new InvalidFileException(path, mismatch);
        }
        return new ReceivedFile(provider, way, path, mediaType, content.length, ReceivedFiles.sha256(content));
    }
}

package io.camelgenai.simulator.upload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code multipart/form-data} body (RFC 7578), in their order. */
public final class MultipartForm {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70})).*");
    private static final Pattern NAME = Pattern.compile("(?i)form-data;.*?[; ]name=\"([^\"]*)\".*");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)form-data;.*?[; ]filename=\"([^\"]*)\".*");

    private final List<Part> parts = new ArrayList<>();

    private MultipartForm() {}

    /**
     * A part.
     *
     * @param name its name
     * @param fileName the name of its file; null if it is a plain field
     * @param mediaType its media type; empty if it has none
     * @param content its content
     */
    public record Part(String name, @Nullable String fileName, String mediaType, byte[] content) {

        /** Returns its content as text. */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** A body that is no such form. */
    public static final class InvalidFormException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidFormException(String message) {
            super(message);
        }
    }

    /**
     * Reads a body.
     *
     * @throws InvalidFormException if it is no form, or not complete
     */
    public static MultipartForm of(@Nullable String contentType, byte[] body) throws InvalidFormException {
        Matcher type = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!type.matches()) {
            throw new InvalidFormException("the body must be multipart/form-data with a boundary");
        }
        byte[] delimiter =
                ("--" + (type.group(1) == null ? type.group(2) : type.group(1))).getBytes(StandardCharsets.ISO_8859_1);
        MultipartForm form = new MultipartForm();
        int at = indexOf(body, delimiter, 0);
        if (at != 0) {
            throw new InvalidFormException("the body does not begin with the boundary");
        }
        byte[] next = concat("\r\n".getBytes(StandardCharsets.ISO_8859_1), delimiter);
        at = delimiter.length;
        while (!startsWith(body, "--", at)) {
            if (!startsWith(body, "\r\n", at)) {
                throw new InvalidFormException("a boundary is not followed by a line break");
            }
            int end = indexOf(body, next, at);
            if (end < 0) {
                throw new InvalidFormException("the last boundary is missing");
            }
            form.parts.add(part(Arrays.copyOfRange(body, at + 2, end)));
            at = end + next.length;
        }
        return form;
    }

    private static Part part(byte[] bytes) throws InvalidFormException {
        int end = indexOf(bytes, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), 0);
        if (end < 0) {
            throw new InvalidFormException("a part has no headers");
        }
        String name = null;
        String fileName = null;
        String mediaType = "";
        for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\r\n")) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> {
                    name = group(NAME, value);
                    fileName = group(FILE_NAME, value);
                }
                case "content-type" -> mediaType = value;
                default -> {}
            }
        }
        if (name == null) {
            throw new InvalidFormException("a part has no name");
        }
        return new Part(name, fileName, mediaType, Arrays.copyOfRange(bytes, end + 4, bytes.length));
    }

    private static @Nullable String group(Pattern pattern, String value) {
        Matcher matcher = pattern.matcher(value);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Returns the parts, in their order. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Returns the text of a plain field; null if there is none. */
    public @Nullable String field(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && part.fileName() == null)
                .map(Part::text)
                .findFirst()
                .orElse(null);
    }

    /** Returns a part that is a file; null if there is none. */
    public @Nullable Part file(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && part.fileName() != null)
                .findFirst()
                .orElse(null);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static boolean startsWith(byte[] bytes, String text, int at) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        outer:
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (bytes[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}

package io.camelgenai.client.download;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file within its URL (RFC 2397).
 *
 * @param mediaType what it says that it is; may be empty
 * @param content the file
 */
public record DataUrl(String mediaType, byte[] content) {

    private static final Pattern HEAD = Pattern.compile("(?is)data:([^,]{0,200}?)(;\\s*base64)?,");

    /** Whether a URL is one. */
    public static boolean is(String url) {
        return url.regionMatches(true, 0, "data:", 0, "data:".length());
    }

    /** @throws IllegalArgumentException when it cannot be decoded; the message ends a sentence about the file */
    public static DataUrl read(String url) {
        Matcher head = HEAD.matcher(url);
        if (!head.lookingAt()) {
            throw new IllegalArgumentException("has a data URL without a comma");
        }
        String data = url.substring(head.end());
        try {
            return new DataUrl(head.group(1), head.group(2) == null ? unescaped(data) : base64(data));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a data URL that cannot be decoded", e);
        }
    }

    /** Base64 in both alphabets, with or without padding and line breaks. */
    private static byte[] base64(String data) {
        String plain = data.replaceAll("\\s+", "").replace('-', '+').replace('_', '/');
        return Base64.getDecoder().decode(plain.indexOf('%') < 0 ? plain : text(unescaped(plain)));
    }

    private static byte[] unescaped(String data) {
        return URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

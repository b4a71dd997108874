package io.camelgenai.provider;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file within a document, as a {@code data:} URL (RFC 2397). */
final class InlineFile {

    private static final String SCHEME = "data:";
    private static final String UNKNOWN = "application/octet-stream";

    /** The media type of a URL; the rest of it may have millions of characters. */
    private static final Pattern TYPE =
            Pattern.compile("(?i)data:\\w+/(?:x-)?([\\w.-]+)(?:\\+\\w+)?[;,].*", Pattern.DOTALL);

    /** As many characters as the beginning of a file takes by which its type is recognized. */
    private static final int BEGINNING = 16;

    private InlineFile() {}

    static boolean isUrl(String address) {
        return address.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * The URL of a file.
     *
     * @param content its bytes in base64, or the whole URL
     * @param format its media type; anything else does not say what it is, and its first bytes do
     */
    static String url(String content, @Nullable String format) {
        if (isUrl(content)) {
            return content;
        }
        return SCHEME + (format != null && format.indexOf('/') > 0 ? format : type(content)) + ";base64," + content;
    }

    private static String type(String content) {
        try {
            FileType type = FileType.ofContent(
                    Base64.getDecoder().decode(content.substring(0, Math.min(BEGINNING, content.length()))));
            return type == null ? UNKNOWN : type.mediaType();
        } catch (IllegalArgumentException noBase64) {
            return UNKNOWN;
        }
    }

    /** The format in the short form of file names, or null where the URL does not say it. */
    static @Nullable String format(String url) {
        Matcher type = TYPE.matcher(url.substring(0, Math.min(100, url.length())));
        String format = type.matches() ? type.group(1).toLowerCase(Locale.ROOT) : null;
        return "octet-stream".equals(format) ? null : format;
    }
}

package io.camelgenai.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

    /**
     * How files of a type begin.
     *
     * @param type the media type
     * @param magic the characters
     * @param at where they are
     */
    private record Signature(String type, String magic, int at) {

        boolean isOf(String beginning) {
            return beginning.startsWith(magic, at);
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("image/png", "\u0089PNG", 0),
            new Signature("image/jpeg", "\u00FF\u00D8\u00FF", 0),
            new Signature("image/gif", "GIF8", 0),
            new Signature("image/webp", "WEBP", 8),
            new Signature("audio/wav", "WAVE", 8),
            new Signature("audio/mpeg", "ID3", 0),
            new Signature("audio/ogg", "OggS", 0),
            new Signature("audio/flac", "fLaC", 0),
            new Signature("video/mp4", "ftyp", 4),
            new Signature("application/pdf", "%PDF", 0));

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
            byte[] bytes = Base64.getDecoder().decode(content.substring(0, Math.min(BEGINNING, content.length())));
            String beginning = new String(bytes, StandardCharsets.ISO_8859_1);
            return SIGNATURES.stream()
                    .filter(each -> each.isOf(beginning))
                    .map(Signature::type)
                    .findFirst()
                    .orElse(UNKNOWN);
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

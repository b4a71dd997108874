package io.camelgenai.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of file that providers generate.
 *
 * @param mediaType the media type, without parameters
 * @param extension the extension of a file name, without the dot
 */
public record FileType(String mediaType, String extension) {

    /** How many bytes of a file show its type. */
    public static final int BEGINNING = 512;

    private static final Pattern PAGE = Pattern.compile(
            "\\s*(<!--.*?-->\\s*|<\\?xml.*?\\?>\\s*)*<(!doctype\\s+html|html)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern UNLISTED = Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,60}(\\s*;.{0,100})?");
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /**
     * How files of a type begin.
     *
     * @param magic the characters
     * @param at where they are
     */
    private record Signature(FileType type, String magic, int at) {

        boolean isOf(String beginning) {
            return beginning.startsWith(magic, at);
        }
    }

    /** The first that fits counts. */
    private static final List<Signature> SIGNATURES = List.of(
            signature("image/png", "png", "\u0089PNG", 0),
            signature("image/jpeg", "jpg", "\u00FF\u00D8\u00FF", 0),
            signature("image/gif", "gif", "GIF8", 0),
            signature("image/webp", "webp", "WEBP", 8),
            signature("image/avif", "avif", "ftypavif", 4),
            signature("image/heic", "heic", "ftypheic", 4),
            signature("audio/wav", "wav", "WAVE", 8),
            signature("audio/mpeg", "mp3", "ID3", 0),
            signature("audio/mpeg", "mp3", "\u00FF\u00FB", 0),
            signature("audio/mpeg", "mp3", "\u00FF\u00F3", 0),
            signature("audio/ogg", "ogg", "OggS", 0),
            signature("audio/flac", "flac", "fLaC", 0),
            signature("audio/mp4", "m4a", "ftypM4A", 4),
            signature("video/quicktime", "mov", "ftypqt", 4),
            signature("video/mp4", "mp4", "ftyp", 4),
            signature("video/webm", "webm", "\u001AE\u00DF\u00A3", 0),
            signature("model/gltf-binary", "glb", "glTF", 0),
            signature("application/pdf", "pdf", "%PDF", 0));

    /** Types without a signature, and second names. */
    private static final List<FileType> OTHERS = List.of(
            new FileType("image/svg+xml", "svg"),
            new FileType("image/jpeg", "jpeg"),
            new FileType("audio/aac", "aac"),
            new FileType("audio/x-wav", "wav"),
            new FileType("application/json", "json"),
            new FileType("application/jsonl", "jsonl"),
            new FileType("application/zip", "zip"),
            new FileType("text/html", "html"),
            new FileType("text/xml", "xml"),
            new FileType("application/xml", "xml"),
            new FileType("text/plain", "txt"));

    private static Signature signature(String mediaType, String extension, String magic, int at) {
        return new Signature(new FileType(mediaType, extension), magic, at);
    }

    /** The type that the first bytes of a file show, or null. */
    public static @Nullable FileType ofContent(byte[] beginning) {
        String characters = new String(beginning, StandardCharsets.ISO_8859_1);
        return SIGNATURES.stream()
                .filter(each -> each.isOf(characters))
                .map(Signature::type)
                .findFirst()
                .orElse(null);
    }

    /** The type that a media type, an extension, or a word such as {@code jpeg} names, or null. */
    public static @Nullable FileType named(@Nullable String format) {
        if (format == null) {
            return null;
        }
        String name = format.replaceFirst("\\s*;.*", "").strip().toLowerCase(Locale.ROOT);
        return Stream.concat(SIGNATURES.stream().map(Signature::type), OTHERS.stream())
                .filter(each -> each.mediaType.equals(name)
                        || each.extension.equals(name)
                        || each.mediaType.endsWith("/" + name))
                .findFirst()
                .orElse(null);
    }

    /**
     * A type that is not known here and has a media type, or null.
     *
     * @param format the short form of the format, as the extension where it is fit for one
     */
    public static @Nullable FileType unlisted(@Nullable String mediaType, @Nullable String format) {
        if (mediaType == null
                || !UNLISTED.matcher(mediaType).matches()
                || mediaType.startsWith("application/octet-stream")) {
            return null;
        }
        String extension = format == null ? "" : format.toLowerCase(Locale.ROOT);
        return new FileType(mediaType, extension.matches("[a-z0-9]{1,8}") ? extension : "bin");
    }

    /** Whether the first bytes are those of a page for a browser. */
    public static boolean isPage(byte[] beginning) {
        String characters = new String(beginning, StandardCharsets.ISO_8859_1);
        return PAGE.matcher(characters.startsWith(BYTE_ORDER_MARK) ? characters.substring(3) : characters)
                .matches();
    }

    /** Whether it is written in characters. */
    public boolean isText() {
        return mediaType.startsWith("text/") || Set.of("json", "jsonl", "xml").contains(extension);
    }

    /** Whether it is a picture, a video, a sound, or another file that is no text. */
    public boolean isBinary() {
        return SIGNATURES.stream().anyMatch(each -> each.type.mediaType.equals(mediaType));
    }
}

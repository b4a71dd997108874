package io.camelgenai.simulator.upload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of files that are recognized by how they begin (the signatures of their specifications). */
enum FileKind {
    PNG("\u0089PNG\r\n\u001a\n", 0, "image/png"),
    JPEG("\u00ff\u00d8\u00ff", 0, "image/jpeg"),
    GIF("GIF8", 0, "image/gif"),
    WEBP("WEBP", 8, "image/webp"),
    WAV("WAVE", 8, "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    MP3("ID3", 0, "audio/mpeg", "audio/mp3"),
    MP4("ftyp", 4, "video/mp4", "audio/mp4", "video/quicktime"),
    WEBM("\u001a\u0045\u00df\u00a3", 0, "video/webm", "audio/webm"),
    PDF("%PDF-", 0, "application/pdf");

    private final String magic;
    private final int position;
    private final Set<String> mediaTypes;

    FileKind(String magic, int position, String... mediaTypes) {
        this.magic = magic;
        this.position = position;
        this.mediaTypes = Set.of(mediaTypes);
    }

    /** Returns the media type of a picture; null if it is none. */
    static @Nullable String pictureType(byte[] content) {
        return List.of(PNG, JPEG, GIF, WEBP).stream()
                .filter(kind -> kind.begins(content))
                .findFirst()
                .flatMap(kind -> kind.mediaTypes.stream().findFirst())
                .orElse(null);
    }

    private boolean begins(byte[] content) {
        String beginning = new String(content, 0, Math.min(32, content.length), StandardCharsets.ISO_8859_1);
        return beginning.startsWith(magic, position);
    }

    /** Returns what is wrong with a content for what it is said to be; null if nothing is. */
    static @Nullable String mismatch(String mediaType, byte[] content) {
        if (content.length == 0) {
            return "the file is empty";
        }
        FileKind actual = Arrays.stream(values())
                .filter(kind -> kind.begins(content))
                .findFirst()
                .orElse(null);
        boolean isKnown = Arrays.stream(values()).anyMatch(kind -> kind.mediaTypes.contains(mediaType));
        if (actual == null) {
            return isKnown ? "the file does not begin like " + mediaType : null;
        }
        return actual.mediaTypes.contains(mediaType)
                ? null
                : "the file is " + actual.name() + ", and said to be " + mediaType;
    }
}

package io.camelgenai.client.download;

import io.camelgenai.provider.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what arrived is the file that was meant, and of what type it is.
 *
 * @param part what arrived
 * @param format the format that the provider announced, or null
 * @param contentType the media type of the response, or null
 * @param digests what the server announced
 */
record FileVerification(
        PartFile part,
        @Nullable String format,
        @Nullable String contentType,
        ContentDigests digests,
        DownloadFailures failures) {

    static final int BEGINNING = FileType.BEGINNING;

    private static final Set<String> ISO_MEDIA = Set.of("m4a", "mov", "heic", "avif");
    private static final FileType UNKNOWN = new FileType("application/octet-stream", "bin");

    /** @throws io.camelgenai.generation.ArtifactException when it is something else */
    DownloadedFile file() throws IOException {
        if (part.length() == 0) {
            throw failures.damaged("is empty", null);
        }
        FileType expected = FileType.named(format);
        FileType announced = FileType.named(contentType);
        FileType shown = FileType.ofContent(part.beginning());
        if (shown == null && isMessage(expected, announced)) {
            throw failures.damaged(
                    "is a page or a message" + (contentType == null ? "" : " (" + contentType + ")")
                            + (expected == null ? "" : " in place of " + expected.mediaType()),
                    null);
        }
        String algorithm = digests.difference(part.channel());
        if (algorithm != null) {
            throw failures.damaged("has another " + algorithm + " than its server announced", null);
        }
        FileType type =
                firstKnown(inContainer(shown, announced), announced, FileType.unlisted(contentType, format), expected);
        return new DownloadedFile(part.handOver(), type.mediaType(), type.extension(), part.length(), part.sha256());
    }

    /** The beginning of an ISO media file does not always show whether it is a picture, a sound or a video. */
    private static @Nullable FileType inContainer(@Nullable FileType shown, @Nullable FileType announced) {
        boolean isMore = shown != null
                && announced != null
                && shown.extension().equals("mp4")
                && ISO_MEDIA.contains(announced.extension());
        return isMore ? announced : shown;
    }

    /** A page in place of a file; or a text that says why a picture is not there. */
    private boolean isMessage(@Nullable FileType expected, @Nullable FileType announced) {
        boolean wantsPage = expected != null && expected.extension().equals("html");
        if (FileType.isPage(part.beginning())
                || (announced != null && announced.extension().equals("html"))) {
            return !wantsPage;
        }
        boolean isText = (announced != null && announced.isText()) || isDocument();
        return expected != null && expected.isBinary() && isText;
    }

    /** A document in JSON or XML. */
    private boolean isDocument() {
        String beginning = new String(part.beginning(), StandardCharsets.ISO_8859_1).stripLeading();
        return beginning.startsWith("{") || beginning.startsWith("[") || beginning.startsWith("<");
    }

    private static FileType firstKnown(@Nullable FileType... types) {
        for (FileType type : types) {
            if (type != null) {
                return type;
            }
        }
        return Objects.requireNonNull(UNKNOWN);
    }
}

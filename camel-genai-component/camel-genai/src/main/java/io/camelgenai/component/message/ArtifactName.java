package io.camelgenai.component.message;

import org.jspecify.annotations.Nullable;

/** Names for the files of generations that are safe in every file system, and differ where id, number or content differ. */
final class ArtifactName {

    private static final int MAX_ID = 100;

    private ArtifactName() {}

    /**
     * A file name.
     *
     * @param id the id of the generation, or null
     * @param number what distinguishes the file from others of its generation
     * @param extension the extension, without the dot
     */
    static String of(@Nullable String id, String number, String extension) {
        return (id == null ? "artifact" : safe(id)) + "-" + number + "." + extension;
    }

    /** An id that had to be changed is made unique by its hash. */
    private static String safe(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        if (plain.equals(id) && id.length() <= MAX_ID) {
            return id;
        }
        return plain.substring(0, Math.min(plain.length(), MAX_ID)) + "-" + Integer.toHexString(id.hashCode());
    }
}

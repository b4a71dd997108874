package io.camelgenai.component.operation;

import io.camelgenai.generation.Artifact;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds an artifact again among those of its generation, after its URL has been signed anew. */
final class RenewedArtifact {

    private RenewedArtifact() {}

    /**
     * The same artifact with its present URL, or null where nothing shows which one it is.
     *
     * @param number its number in the generation, or null where that is not known
     * @param present the artifacts of the generation
     */
    static @Nullable Artifact of(Artifact old, @Nullable Integer number, List<Artifact> present) {
        List<Artifact> samePlace = present.stream()
                .filter(each -> place(each.url()).equals(place(old.url())))
                .toList();
        if (samePlace.size() == 1) {
            return samePlace.get(0);
        }
        int index = number == null && present.size() == 1 ? 0 : Objects.requireNonNullElse(number, -1);
        boolean isKnown = index >= 0 && index < present.size();
        return isKnown ? present.get(index) : null;
    }

    /** The URL without its query, which has the signature. */
    private static String place(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}

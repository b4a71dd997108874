package io.camelgenai.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that is nearest to a misspelled one. */
public final class NearestName {

    private static final int MAX_EDITS = 3;
    private static final int MIN_PREFIX = 3;

    private NearestName() {}

    /**
     * The known name that is near enough to be a useful suggestion: the shortest one that begins like the given one, or the one with
     * the fewest edits to it. Upper and lower case are the same.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> beginsLike(name, candidate))
                .min(Comparator.comparingInt(String::length))
                .or(() -> known.stream()
                        .filter(candidate -> edits(name, candidate) <= Math.min(MAX_EDITS, candidate.length() / 2))
                        .min(Comparator.comparingInt(candidate -> edits(name, candidate))));
    }

    private static boolean beginsLike(String name, String candidate) {
        int length = Math.min(name.length(), candidate.length());
        return length >= MIN_PREFIX && name.regionMatches(true, 0, candidate, 0, length);
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (lower(from, i - 1) == lower(to, j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    private static char lower(String text, int index) {
        return Character.toLowerCase(text.charAt(index));
    }
}

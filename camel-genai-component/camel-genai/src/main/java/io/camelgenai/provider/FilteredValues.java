package io.camelgenai.provider;

import org.jspecify.annotations.Nullable;

/**
 * The values of a frame of which some were found by a {@link JsonScanner}, and others in its tree.
 *
 * @param scanned those that the scanner found
 * @param tree the others: those at paths that select some of several elements
 */
record FilteredValues(ExtractedValues scanned, ExtractedValues tree) implements ExtractedValues {

    private ExtractedValues of(JsonPath path) {
        return path.filters() ? tree : scanned;
    }

    @Override
    public boolean has(JsonPath path) {
        return of(path).has(path);
    }

    @Override
    public @Nullable String text(JsonPath path) {
        return of(path).text(path);
    }

    @Override
    public @Nullable String joinedText(JsonPath path) {
        return of(path).joinedText(path);
    }
}

package io.camelgenai.examples.quarkus;

import io.camelgenai.generation.Generation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The id of a picture in the gateway. It contains the offer and the id that the provider has given, so that every node finds the
 * picture, also after a restart, and without a table.
 *
 * @param offer the provider and its model
 * @param generation the id at the provider
 */
record PictureId(String offer, String generation) {

    private static final String SEPARATOR = "\n";

    /**
     * Reads an id that a caller sends. Only offers of the gateway are accepted, whatever the id says.
     *
     * @throws ProblemException if it is none
     */
    static PictureId parse(String text, Map<String, List<String>> offers) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, 2);
            if (parts.length == 2 && offers.values().stream().anyMatch(each -> each.contains(parts[0]))) {
                return new PictureId(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            // Not one of ours.
        }
        throw new ProblemException(new Problem(404, "not-found", "There is no such picture", null));
    }

    static PictureId of(String offer, Generation generation) {
        return new PictureId(offer, String.valueOf(generation.id()));
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((offer + SEPARATOR + generation).getBytes(StandardCharsets.UTF_8));
    }
}

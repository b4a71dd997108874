package io.camelgenai.simulator.content.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.simulator.content.SeededRandom;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Creates a string that has the format, the pattern and the length that a JSON schema requires. */
final class StringSample {
    private static final int MAX_ATTEMPTS = 500;
    private static final int MAX_LENGTH = 100_000;

    private StringSample() {}

    static TextNode of(JsonNode schema, String text, SeededRandom random) {
        int min = schema.path("minLength").asInt(0);
        int max = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (min > max || min > MAX_LENGTH) {
            throw new UnfitSchemaException("no string has " + min + " to " + max + " characters");
        }
        String usual = withLength(formatted(schema.path("format").asText(""), text, random), min, max);
        return TextNode.valueOf(
                schema.has("pattern") ? matching(schema.get("pattern").asText(), usual, min, max, random) : usual);
    }

    private static String formatted(String format, String text, SeededRandom random) {
        int number = 10 + random.below(80);
        return switch (format) {
            case "date-time" -> "2027-03-14T09:26:" + (10 + number % 50) + "Z";
            case "date" -> "2027-03-" + (10 + number % 20);
            case "time" -> "09:26:" + (10 + number % 50) + "Z";
            case "duration" -> "PT" + number + "M";
            case "email", "idn-email" -> "person" + number + "@example.com";
            case "hostname", "idn-hostname" -> "host" + number + ".example.com";
            case "ipv4" -> "192.0.2." + number;
            case "ipv6" -> "2001:db8::" + number;
            case "uri", "iri", "uri-reference", "iri-reference" -> "https://example.com/" + number;
            case "uuid" -> random.uuid();
            default -> text;
        };
    }

    private static String withLength(String text, int min, int max) {
        StringBuilder sized = new StringBuilder(text.isEmpty() && min > 0 ? "x" : text);
        while (sized.codePointCount(0, sized.length()) < min) {
            sized.append(sized.length() < min ? " " + sized : "x");
        }
        int length = Math.min(max, Math.max(min, sized.codePointCount(0, sized.length())));
        return sized.substring(0, sized.offsetByCodePoints(0, length));
    }

    private static String matching(String regex, String usual, int min, int max, SeededRandom random) {
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.matcher(usual).find()) {
                return usual;
            }
            PatternSample sample = PatternSample.of(regex);
            for (int i = 0; i < MAX_ATTEMPTS; i++) {
                String candidate = sample.next(random);
                int length = candidate.codePointCount(0, candidate.length());
                if (length >= min && length <= max && pattern.matcher(candidate).find()) {
                    return candidate;
                }
            }
        } catch (PatternSyntaxException notSupported) {
            // Reported below: the client reads the pattern in the same words.
        }
        throw new UnfitSchemaException("no string was found for the pattern " + regex);
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one fact stands in a provider's documents: places in the order in which they are tried. What stands there is read
 * liberally: a number as text, a text as number; what can not be read counts as absent.
 *
 * @param alternatives the places
 */
record JsonPaths(List<JsonPath> alternatives) {

    /** The provider does not tell. */
    static final JsonPaths NONE = new JsonPaths(List.of());

    JsonPaths {
        alternatives = List.copyOf(alternatives);
    }

    boolean isKnown() {
        return !alternatives.isEmpty();
    }

    List<JsonNode> all(JsonNode document) {
        return alternatives.stream()
                .map(path -> path.all(document))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Nullable
    JsonNode node(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.get(0);
    }

    /** The first scalar here as text. */
    @Nullable
    String text(JsonNode document) {
        return alternatives.stream()
                .flatMap(path -> path.all(document).stream())
                .filter(JsonNode::isValueNode)
                .findFirst()
                .map(JsonNode::asText)
                .orElse(null);
    }

    /** All texts here, one after the other. */
    @Nullable
    String joinedText(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.stream().map(JsonNode::asText).collect(Collectors.joining());
    }

    @Nullable
    Long integer(JsonNode document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Long.valueOf(number.longValue());
    }

    @Nullable
    Double fraction(JsonNode document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    @Nullable
    BigDecimal decimal(JsonNode document) {
        String text = text(document);
        if (text == null) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** A moment, as ISO 8601 or as seconds of the epoch. */
    @Nullable
    Instant moment(JsonNode document) {
        String text = text(document);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal seconds = decimal(document);
            return seconds == null
                    ? OffsetDateTime.parse(text).toInstant()
                    : Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        } catch (DateTimeException | ArithmeticException notADate) {
            return null;
        }
    }
}

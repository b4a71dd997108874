package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** The type of a request parameter, by which the text of an option becomes the JSON that the provider expects. */
enum ParamType {
    /** A text, without the quotes around it. */
    TEXT {
        @Override
        JsonNode parse(String value) {
            return JSON.textNode(unquoted(value));
        }
    },
    /** A whole number. */
    INTEGER {
        @Override
        JsonNode parse(String value) {
            return JSON.numberNode(new BigInteger(value.trim()));
        }
    },
    /** Any number. */
    NUMBER {
        @Override
        JsonNode parse(String value) {
            return JSON.numberNode(new BigDecimal(value.trim()));
        }
    },
    /** {@code true} or {@code false}. */
    BOOLEAN {
        @Override
        JsonNode parse(String value) {
            return switch (value.trim().toLowerCase(Locale.ROOT)) {
                case "true" -> JSON.booleanNode(true);
                case "false" -> JSON.booleanNode(false);
                default -> throw new IllegalArgumentException("it is neither true nor false");
            };
        }
    },
    /** A list: JSON, or texts separated by commas. */
    LIST {
        @Override
        JsonNode parse(String value) {
            if (value.stripLeading().startsWith("[")) {
                return json(value);
            }
            ArrayNode list = JSON.arrayNode();
            for (String each : value.split(",")) {
                list.add(each.trim());
            }
            return list;
        }
    },
    /** The type that the text suggests: a number, a boolean, JSON in brackets or braces, otherwise text; quotes force text. */
    AUTO {
        @Override
        JsonNode parse(String value) {
            if (NUMERIC.matcher(value).matches()) {
                return value.matches("-?\\d+") ? INTEGER.parse(value) : NUMBER.parse(value);
            }
            if (value.equals("true") || value.equals("false")) {
                return BOOLEAN.parse(value);
            }
            return value.startsWith("{") || value.startsWith("[") ? json(value) : TEXT.parse(value);
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Numbers in the syntax of JSON, so that {@code 007} and {@code 16:9} remain texts. */
    private static final Pattern NUMERIC = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    /** @throws RuntimeException when the text is not of this type */
    abstract JsonNode parse(String value);

    /**
     * The value as JSON. A list, a map or a bean is converted by Jackson, whatever the type.
     *
     * @throws IllegalArgumentException naming the parameter, when the text is not of this type
     */
    JsonNode convert(String name, Object value) {
        boolean scalar = value instanceof Number || value instanceof Boolean;
        if (!(value instanceof CharSequence) && (!scalar || this == AUTO)) {
            return MAPPER.valueToTree(value);
        }
        try {
            return parse(value.toString());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Parameter '" + name + "' is not of type " + name().toLowerCase(Locale.ROOT), e);
        }
    }

    private static JsonNode json(String value) {
        try {
            return MAPPER.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}

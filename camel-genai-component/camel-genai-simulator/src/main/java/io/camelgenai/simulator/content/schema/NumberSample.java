package io.camelgenai.simulator.content.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.camelgenai.simulator.content.SeededRandom;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Creates a number within the limits of a JSON schema. */
final class NumberSample {
    private static final int USUAL_RANGE = 100;
    private static final BigDecimal MARGIN = new BigDecimal("1.5");

    private NumberSample() {}

    static JsonNode integer(JsonNode schema, SeededRandom random) {
        BigDecimal step = decimal(schema, "multipleOf");
        BigDecimal whole = step == null ? BigDecimal.ONE : step.scaleByPowerOfTen(Math.max(0, scale(step)));
        BigDecimal value = multiple(schema, whole, random);
        return value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0
                ? IntNode.valueOf(value.intValueExact())
                : BigIntegerNode.valueOf(value.toBigIntegerExact());
    }

    static JsonNode number(JsonNode schema, SeededRandom random) {
        BigDecimal step = decimal(schema, "multipleOf");
        return DecimalNode.valueOf(step == null ? between(schema, random) : multiple(schema, step, random));
    }

    private static BigDecimal between(JsonNode schema, SeededRandom random) {
        BigDecimal min = limit(schema, "minimum", "exclusiveMinimum");
        BigDecimal max = limit(schema, "maximum", "exclusiveMaximum");
        if (min != null && max != null) {
            return min.add(max).divide(BigDecimal.valueOf(2));
        }
        BigDecimal usual = BigDecimal.valueOf(random.below(10 * USUAL_RANGE), 1);
        return min != null
                ? min.max(usual).add(MARGIN)
                : max != null ? max.min(usual).subtract(MARGIN) : usual;
    }

    /** Returns a multiple of a step: a small positive one if the limits permit it. */
    private static BigDecimal multiple(JsonNode schema, BigDecimal step, SeededRandom random) {
        BigDecimal min = limit(schema, "minimum", "exclusiveMinimum");
        BigDecimal max = limit(schema, "maximum", "exclusiveMaximum");
        BigDecimal last = max == null ? null : max.divide(step, 0, RoundingMode.FLOOR);
        if (max != null && last != null && isExclusive(schema, "exclusiveMaximum", max, last.multiply(step))) {
            last = last.subtract(BigDecimal.ONE);
        }
        BigDecimal first = min == null ? BigDecimal.ONE : min.divide(step, 0, RoundingMode.CEILING);
        if (min != null && isExclusive(schema, "exclusiveMinimum", min, first.multiply(step))) {
            first = first.add(BigDecimal.ONE);
        }
        if (min == null && last != null) {
            first = first.min(last);
        }
        BigDecimal range = last == null ? BigDecimal.valueOf(USUAL_RANGE) : last.subtract(first);
        if (range.signum() < 0) {
            throw new UnfitSchemaException("no number is within its limits");
        }
        int bound = range.min(BigDecimal.valueOf(USUAL_RANGE - 1)).intValue() + 1;
        return first.add(BigDecimal.valueOf(random.below(bound))).multiply(step);
    }

    /** Returns whether a value is the limit itself and the limit is excluded, as a number or, in old drafts, by a flag. */
    private static boolean isExclusive(JsonNode schema, String keyword, BigDecimal limit, BigDecimal value) {
        JsonNode exclusive = schema.path(keyword);
        return value.compareTo(limit) == 0
                && (exclusive.asBoolean(false)
                        || (exclusive.isNumber() && exclusive.decimalValue().compareTo(limit) == 0));
    }

    private static @Nullable BigDecimal limit(JsonNode schema, String keyword, String exclusive) {
        BigDecimal included = decimal(schema, keyword);
        return included == null ? decimal(schema, exclusive) : included;
    }

    private static @Nullable BigDecimal decimal(JsonNode schema, String keyword) {
        JsonNode value = schema.path(keyword);
        return value.isNumber() ? value.decimalValue() : null;
    }

    private static int scale(BigDecimal number) {
        return number.stripTrailingZeros().scale();
    }
}

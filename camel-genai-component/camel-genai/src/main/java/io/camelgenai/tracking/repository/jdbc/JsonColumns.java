package io.camelgenai.tracking.repository.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.RawJsonModule;
import io.camelgenai.generation.ToolCall;
import io.camelgenai.generation.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps generations and carried headers to JSON, and back. A stored document is never mapped to other classes than these; the
 * JSON is ASCII, so that every database accepts every text.
 */
final class JsonColumns {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new RawJsonModule())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonColumns() {}

    static String of(Generation generation) {
        return json(generation);
    }

    static Generation generation(String document) {
        JsonNode node = read(document);
        JsonNode progress = node.get("progress");
        return Generation.of(node.path("provider").asText())
                .id(text(node, "id"))
                .model(text(node, "model"))
                .status(GenerationStatus.valueOf(node.path("status").asText()))
                .providerStatus(text(node, "providerStatus"))
                .progress(progress == null ? null : progress.doubleValue())
                .queuePosition(number(node, "queuePosition", JsonNode::intValue))
                .text(text(node, "text"))
                .reasoning(text(node, "reasoning"))
                .toolCalls(toolCalls(node.path("toolCalls")))
                .artifacts(artifacts(node.path("artifacts")))
                .logs(text(node, "logs"))
                .usage(usage(node.path("usage")))
                .finishReason(text(node, "finishReason"))
                .error(error(node.get("error")))
                .createdAt(moment(node, "createdAt"))
                .completedAt(moment(node, "completedAt"))
                .raw(node.get("raw"))
                .build();
    }

    private static List<Artifact> artifacts(JsonNode node) {
        List<Artifact> artifacts = new ArrayList<>();
        node.forEach(each -> artifacts.add(new Artifact(each.path("url").asText(), text(each, "format"))));
        return artifacts;
    }

    private static List<ToolCall> toolCalls(JsonNode node) {
        List<ToolCall> calls = new ArrayList<>();
        node.forEach(each -> calls.add(new ToolCall(
                text(each, "id"),
                each.path("name").asText(),
                each.path("arguments").asText())));
        return calls;
    }

    private static Usage usage(JsonNode node) {
        return new Usage(
                number(node, "inputTokens", JsonNode::longValue),
                number(node, "outputTokens", JsonNode::longValue),
                number(node, "costUsd", JsonNode::decimalValue));
    }

    private static @Nullable GenerationError error(@Nullable JsonNode node) {
        return node == null
                ? null
                : new GenerationError(
                        text(node, "code"),
                        text(node, "message"),
                        node.path("retryable").asBoolean());
    }

    private static @Nullable Instant moment(JsonNode node, String name) {
        String text = text(node, name);
        return text == null ? null : Instant.parse(text);
    }

    private static <T> @Nullable T number(JsonNode node, String name, Function<JsonNode, T> as) {
        JsonNode value = node.get(name);
        return value == null ? null : as.apply(value);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    /** Headers, each with the type of its value where JSON has none for it. */
    static String of(Map<String, Object> headers) {
        ObjectNode node = JSON.createObjectNode();
        headers.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                node.put(name, flag);
            } else if (value instanceof Integer number) {
                node.put(name, number);
            } else if (value instanceof Number number) {
                node.putObject(name).put(kind(number), number.toString());
            } else {
                node.put(name, value.toString());
            }
        });
        return json(node);
    }

    private static String kind(Number number) {
        return number instanceof Long
                        || number instanceof Double
                        || number instanceof Float
                        || number instanceof Short
                        || number instanceof Byte
                        || number instanceof BigInteger
                ? number.getClass().getSimpleName()
                : "BigDecimal";
    }

    static Map<String, Object> headers(@Nullable String document) {
        Map<String, Object> headers = new LinkedHashMap<>();
        if (document != null) {
            read(document).properties().forEach(each -> headers.put(each.getKey(), value(each.getValue())));
        }
        return headers;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map.Entry<String, JsonNode> number = node.properties().iterator().next();
            return number(number.getKey(), number.getValue().asText());
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isInt() ? (Object) node.intValue() : node.asText();
    }

    private static Object number(String kind, String text) {
        return switch (kind) {
            case "Long" -> Long.valueOf(text);
            case "Double" -> Double.valueOf(text);
            case "Float" -> Float.valueOf(text);
            case "Short" -> Short.valueOf(text);
            case "Byte" -> Byte.valueOf(text);
            case "BigInteger" -> new BigInteger(text);
            default -> new BigDecimal(text);
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A generation cannot be written as JSON", e);
        }
    }

    /** Throws without a cause: the parser's message would quote the document. */
    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored document is not JSON: the table was changed from outside");
        }
    }
}

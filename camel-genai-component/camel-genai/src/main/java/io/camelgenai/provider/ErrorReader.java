package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.GenerationError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the error in an answer, in whatever shape a server writes it: nested, flat, as a text, as a list, as a page. There is no
 * standard, and servers, gateways and proxies in front of one provider answer in different shapes. The paths of a descriptor
 * come first; this class knows the rest, for error responses, frames, documents and answers with status 200 alike.
 */
final class ErrorReader {

    /** The fields in which an error may be wrapped. */
    private static final List<String> WRAPPERS = List.of("error", "errors", "exception", "fault");

    /** The fields of a message, in the order in which they are tried. Case and underscores do not matter. */
    private static final List<String> MESSAGES = List.of(
            "message",
            "errormessage",
            "errordescription",
            "errormsg",
            "detail",
            "details",
            "msg",
            "statusmsg",
            "faultstring",
            "explanation",
            "reason",
            "failurereason",
            "description",
            "title");

    /** The fields that may contain the message of an error where a document contains other things, too. */
    private static final Set<String> MESSAGES_BESIDE =
            Set.of("message", "detail", "msg", "text", "code", "failurereason", "statusmsg");

    private static final List<String> CODES =
            List.of("code", "errorcode", "errcode", "errortype", "type", "statuscode", "status");

    /** Fields that stand beside a message where an object is an error and nothing else. */
    private static final Set<String> BESIDES =
            Set.of("param", "params", "loc", "requestid", "instance", "object", "timestamp", "path", "success", "ok");

    /** Values that some servers put into the fields of an error where there is none. */
    private static final Set<String> NO_ERROR =
            Set.of("", "0", "200", "201", "202", "ok", "success", "succeeded", "false", "null", "none");

    private static final Set<String> FAILED = Set.of("error", "failed", "failure");

    private static final int MAX_DEPTH = 6;
    private static final int MAX_ITEMS = 5;

    private ErrorReader() {}

    /**
     * The paths of the values by which {@link #in} recognizes an error: where a document has none of them, it need not be read as
     * a tree.
     */
    static final List<JsonPath> SIGNS = Stream.of(
                    "/error",
                    "/errors",
                    "/error_code",
                    "/errorCode",
                    "/error_type",
                    "/error_message",
                    "/errorMessage",
                    "/exception",
                    "/fault",
                    "/code",
                    "/detail",
                    "/0/error",
                    "/choices/0/error",
                    "/choices/0/finish_reason",
                    "/object",
                    "/type",
                    "/status")
            .map(JsonPath::of)
            .toList();

    /** How many of the signs, at the end of the list, are one only with the word for an error. */
    private static final int WORDS = 4;

    /** Whether {@link #in} may find an error. */
    static boolean isPossible(ExtractedValues values) {
        for (int i = 0; i < SIGNS.size(); i++) {
            JsonPath sign = SIGNS.get(i);
            if (values.has(sign)) {
                String text = values.text(sign);
                boolean isWord = i >= SIGNS.size() - WORDS;
                if (isWord ? text != null && isFailure(text) : text == null || !isNone(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether this is the word for an error, or for a failure. */
    static boolean isFailure(String word) {
        return FAILED.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether this is the value of a field of an error where there is no error. */
    static boolean isNone(@Nullable String value) {
        return value == null || NO_ERROR.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** The error in a text that is no JSON. */
    static GenerationError of(String text) {
        return new GenerationError(null, isNone(text) ? null : PageText.plain(JsonText.withoutMark(text)), false);
    }

    /** The error in a document that is known to be one; code and message are null where it has none. */
    static GenerationError of(JsonNode document) {
        return new GenerationError(code(document, 0), message(document, 0), false);
    }

    /**
     * The error in a document that also contains other things, such as a failed job: only the fields that are named after an
     * error count, and a message at the top.
     */
    static GenerationError beside(JsonNode document) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        document.properties().forEach(each -> {
            String name = normal(each.getKey());
            boolean isMessage =
                    MESSAGES_BESIDE.contains(name) && each.getValue().isValueNode();
            if (isMessage || WRAPPERS.contains(name) || name.startsWith("error")) {
                error.set(each.getKey(), each.getValue());
            }
        });
        return of(error);
    }

    /** The error in a document that may be one, or null. */
    static @Nullable GenerationError in(JsonNode document) {
        JsonNode failed = failedChoice(document);
        if (failed != null) {
            JsonNode error = field(failed, "error");
            return isError(error)
                    ? of(error)
                    : isError(field(document, "error")) ? beside(document) : new GenerationError("error", null, false);
        }
        if (document.isArray()) {
            return !document.isEmpty() && document.get(0).isObject() && isError(field(document.get(0), "error"))
                    ? of(document)
                    : null;
        }
        if (!document.isObject()) {
            return null;
        }
        if (isWord(document, "object") || isWord(document, "type") || isNothingElse(document)) {
            return of(document);
        }
        return isMarked(document) ? beside(document) : null;
    }

    private static @Nullable JsonNode failedChoice(JsonNode document) {
        for (JsonNode choice : document.path("choices")) {
            if (choice.path("finish_reason").asText().equalsIgnoreCase("error") || isError(field(choice, "error"))) {
                return choice;
            }
        }
        return null;
    }

    /** Whether a field says that the document is an error. */
    private static boolean isMarked(JsonNode document) {
        return WRAPPERS.stream().anyMatch(name -> isError(field(document, name)))
                || !isNone(scalar(field(document, "errorcode")))
                || (field(document, "errorcode").isMissingNode()
                        && (!isNone(scalar(field(document, "errormessage")))
                                || !isNone(scalar(field(document, "errortype")))))
                || isWord(document, "status");
    }

    private static boolean isWord(JsonNode document, String name) {
        return isFailure(document.path(name).asText());
    }

    /** Whether a document consists of a message and a code, or of FastAPI's detail. */
    private static boolean isNothingElse(JsonNode document) {
        boolean only = document.properties().stream()
                .filter(each -> !isBlank(each.getValue()))
                .map(each -> normal(each.getKey()))
                .allMatch(name -> MESSAGES.contains(name) || CODES.contains(name) || BESIDES.contains(name));
        if (!only || isNone(message(document, 0))) {
            return false;
        }
        JsonNode code = field(document, "code");
        JsonNode status = code.isValueNode() && !code.isNull() ? code : field(document, "statuscode");
        return isNone(scalar(status)) ? scalar(status) == null && isError(field(document, "detail")) : true;
    }

    /** Whether the value of a field that is named after an error is one: not where it is blank, false, zero, or only contains such values. */
    private static boolean isError(JsonNode value) {
        if (!value.isContainerNode()) {
            return !isNone(scalar(value));
        }
        if (value.isObject()) {
            String code = scalar(field(value, "code"));
            boolean isFine = code != null && !code.isBlank() && isNone(code);
            if (isFine) {
                return false;
            }
        }
        for (JsonNode each : value) {
            if (isError(each)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String message(JsonNode node, int depth) {
        if (node.isTextual()) {
            return isNone(node.asText()) ? null : PageText.plain(node.asText());
        }
        if (depth > MAX_DEPTH || !node.isContainerNode()) {
            return null;
        }
        if (node.isArray()) {
            return list(node, depth);
        }
        for (String wrapper : WRAPPERS) {
            JsonNode wrapped = field(node, wrapper);
            String message = wrapped.isContainerNode() ? message(wrapped, depth + 1) : null;
            if (message != null) {
                return message;
            }
        }
        for (String name : MESSAGES) {
            String message = message(field(node, name), depth + 1);
            if (message != null) {
                return message;
            }
        }
        for (String wrapper : WRAPPERS) {
            String message = message(field(node, wrapper), depth + 1);
            if (message != null) {
                return message;
            }
        }
        for (JsonNode each : node) {
            String message = each.isContainerNode() ? message(each, depth + 1) : null;
            if (message != null) {
                return message;
            }
        }
        return isNone(scalar(field(node, "errorcode"))) ? null : message(field(node, "text"), depth + 1);
    }

    private static @Nullable String list(JsonNode items, int depth) {
        List<String> messages = new ArrayList<>();
        for (JsonNode item : items) {
            String message = messages.size() < MAX_ITEMS ? message(item, depth + 1) : null;
            if (message != null) {
                messages.add(location(item) + message);
            }
        }
        return messages.isEmpty() ? null : String.join("; ", messages);
    }

    /** FastAPI says with {@code loc} which field of the request is wrong. */
    private static String location(JsonNode item) {
        List<String> names = new ArrayList<>();
        item.path("loc").forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? "" : String.join(".", names) + ": ";
    }

    private static @Nullable String code(JsonNode node, int depth) {
        if (depth > MAX_DEPTH || !node.isContainerNode()) {
            return null;
        }
        if (node.isArray()) {
            return node.isEmpty() ? null : code(node.get(0), depth + 1);
        }
        for (String wrapper : WRAPPERS) {
            String code = code(field(node, wrapper), depth + 1);
            if (code != null) {
                return code;
            }
        }
        for (String name : CODES) {
            String code = scalar(field(node, name));
            if (code != null && !isNone(code) && !isFailure(code)) {
                return code;
            }
        }
        String word = scalar(field(node, "error"));
        boolean isCode = word != null && !isNone(word) && !word.equals("true") && !word.equals(message(node, 0));
        return isCode ? word : code(field(node, "message"), depth + 1);
    }

    /** The field of this name, in whatever way it is capitalized; a missing node where there is none. */
    private static JsonNode field(JsonNode object, String name) {
        JsonNode exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (normal(each.getKey()).equals(name)) {
                return each.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static String normal(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isBlank(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.isNull() || value.asText().isBlank();
    }

    private static @Nullable String scalar(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}

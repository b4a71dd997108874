package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The valid query of a history request: a page, and filters, which are null if they are omitted. */
record HistoryRequest(
        int page,
        int limit,
        @Nullable String category,
        @Nullable String model,
        @Nullable String status,
        boolean favorites) {

    static HistoryRequest read(Request request) {
        return new HistoryRequest(
                Integer.parseInt(parameter(request, "page", "[1-9]\\d{0,5}", "1")),
                Integer.parseInt(parameter(request, "limit", "[1-9]\\d?|100", "20")),
                filter(request, "category", "text|image|video|tts|stt|tool"),
                filter(request, "model_slug", ".+"),
                filter(request, "status", "completed|pending|failed"),
                parameter(request, "favorites_only", "true|false", "false").equals("true"));
    }

    /** Returns the requested page of generations that are given newest first. */
    ObjectNode page(List<Generation> newest, FileStore files, Request request) {
        List<Generation> matching = newest.stream().filter(this::matches).toList();
        ObjectNode document = Json.object();
        ArrayNode items = document.putArray("items");
        matching.stream()
                .skip((page - 1L) * limit)
                .limit(limit)
                .forEach(generation -> items.add(generation.historyItem(files, request)));
        return document.put("total", matching.size()).put("page", page).put("limit", limit);
    }

    /** No generation is a favorite. */
    private boolean matches(Generation generation) {
        return !favorites
                && (category == null || category.equals(Generation.category(generation.medium())))
                && (model == null || model.equals(generation.model()))
                && (status == null || status.equals(generation.status()));
    }

    private static @Nullable String filter(Request request, String name, String regex) {
        return request.parameter(name) == null ? null : parameter(request, name, regex, "");
    }

    private static String parameter(Request request, String name, String regex, String defaultValue) {
        String value = request.parameter(name);
        if (value == null) {
            return defaultValue;
        }
        if (!value.matches(regex)) {
            throw new ErrorResponseException(GenerationRequest.invalid(
                    List.of(new ValidationError(ValidationError.Kind.VALUE, List.of(name), "is not valid", null))));
        }
        return value;
    }
}

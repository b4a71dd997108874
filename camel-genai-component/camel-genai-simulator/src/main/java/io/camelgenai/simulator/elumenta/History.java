package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which page of the history a request asks for. */
record History(
        int page,
        int limit,
        @Nullable String category,
        @Nullable String model,
        @Nullable String status,
        boolean favorites) {
    private static final int USUAL_LIMIT = 20;

    static History of(Request request) {
        return new History(
                Integer.parseInt(checked(request, "page", "[1-9]\\d{0,5}", "1")),
                Integer.parseInt(checked(request, "limit", "[1-9]\\d?|100", String.valueOf(USUAL_LIMIT))),
                filter(request, "category", "text|image|video|tts|stt|tool"),
                filter(request, "model_slug", ".+"),
                filter(request, "status", "completed|pending|failed"),
                checked(request, "favorites_only", "true|false", "false").equals("true"));
    }

    ObjectNode of(List<Generation> newest, Documents documents, Request request) {
        List<Generation> fitting = newest.stream().filter(this::fits).toList();
        ObjectNode document = Json.object();
        ArrayNode items = document.putArray("items");
        fitting.stream()
                .skip((page - 1L) * limit)
                .limit(limit)
                .forEach(generation -> items.add(documents.item(generation, request)));
        return document.put("total", fitting.size()).put("page", page).put("limit", limit);
    }

    private boolean fits(Generation generation) {
        return !favorites
                && (category == null
                        || category.equals(
                                Documents.category(generation.request().medium())))
                && (model == null || model.equals(generation.model()))
                && (status == null || status.equals(generation.status()));
    }

    private static @Nullable String filter(Request request, String name, String form) {
        return request.parameter(name) == null ? null : checked(request, name, form, "");
    }

    private static String checked(Request request, String name, String form, String otherwise) {
        String value = request.parameter(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches(form)) {
            Problem problem = new Problem(Problem.Kind.VALUE, List.of(name), "is not valid", null);
            throw new Rejection(Errors.invalid(List.of(problem)));
        }
        return value;
    }
}

package io.camelgenai.simulator.openaibatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.batch.Batch.LineProblem;
import io.camelgenai.simulator.batch.BatchLine;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.batch.StoredFile;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.openaichat.ChatModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of an input file, all of which have one model.
 *
 * @param endpoint the endpoint of the batch
 * @param model answers the requests
 */
record InputFile(String endpoint, ChatModel model) {
    private static final int MAX_LINES = 50_000;
    private static final Schema LINE = Schema.object()
            .required("custom_id", Schema.text(1, 64))
            .required("method", Schema.oneOf("POST"))
            .required("url", Schema.text(1, 200))
            .required("body", Schema.map());

    /**
     * Returns the lines.
     *
     * @param problems the mistakes are added to it
     */
    List<BatchLine> lines(StoredFile file, List<LineProblem> problems) {
        List<String> texts = file.lines();
        if (texts.isEmpty()) {
            problems.add(new LineProblem(1, "empty_file", "The batch input file is empty."));
        }
        if (texts.size() > MAX_LINES) {
            problems.add(new LineProblem(
                    MAX_LINES + 1, "too_many_tasks", "The batch input file has more than 50,000 requests."));
        }
        List<BatchLine> lines = new ArrayList<>();
        Set<String> customIds = new HashSet<>();
        Set<String> models = new HashSet<>();
        for (int number = 1; number <= texts.size() && problems.isEmpty(); number++) {
            JsonNode line = Json.parse(texts.get(number - 1));
            LineProblem problem = problem(number, line, customIds, models);
            if (problem != null) {
                problems.add(problem);
            } else if (line != null) {
                lines.add(new LineRequest(line.get("custom_id").textValue(), line.get("body"))
                        .answered(endpoint, Map.of(), model, ChatModel.ERRORS, ChatModel.REJECTED));
            }
        }
        return lines;
    }

    private @Nullable LineProblem problem(
            int number, @Nullable JsonNode line, Set<String> customIds, Set<String> models) {
        if (line == null) {
            return new LineProblem(number, "invalid_json_line", "This line is not parseable as valid JSON.");
        }
        if (!LINE.errors(line).isEmpty()) {
            return new LineProblem(
                    number, "invalid_request", LINE.errors(line).get(0).dotted() + " is not valid.");
        }
        if (!line.get("url").textValue().equals(endpoint)) {
            return new LineProblem(number, "mismatched_url", "The URL does not match the endpoint of the batch.");
        }
        if (!customIds.add(line.get("custom_id").textValue())) {
            return new LineProblem(number, "duplicate_custom_id", "The custom_id is not unique in this batch.");
        }
        models.add(line.at("/body/model").asText());
        return models.size() == 1
                ? null
                : new LineProblem(number, "mismatched_model", "All requests of a batch must have the same model.");
    }
}

package io.camelgenai.simulator.openaibatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.batch.Batch;
import io.camelgenai.simulator.batch.Batch.Counts;
import io.camelgenai.simulator.batch.Batch.Phase;
import io.camelgenai.simulator.batch.BatchLine;
import io.camelgenai.simulator.batch.BatchLine.Outcome;
import io.camelgenai.simulator.batch.StoredFile;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents of batches and files. */
final class BatchDocuments {
    private static final long WINDOW_SECONDS = 86_400;
    private static final JsonTemplate BATCH = JsonTemplate.of("""
            {"id":"$id","object":"batch","endpoint":"$endpoint","errors":null,"input_file_id":"$input",
             "completion_window":"24h","status":"$status","output_file_id":null,"error_file_id":null,
             "created_at":"$created","in_progress_at":null,"expires_at":"$expires","finalizing_at":null,
             "completed_at":null,"failed_at":null,"expired_at":null,"cancelling_at":null,"cancelled_at":null,
             "request_counts":{"total":"$total","completed":"$completed","failed":"$failed"},"metadata":"$metadata"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"input_tokens":"$input","input_tokens_details":{"cached_tokens":0},
             "output_tokens":"$output","output_tokens_details":{"reasoning_tokens":0},"total_tokens":"$total"}""");
    private static final JsonTemplate PROBLEM = JsonTemplate.of("""
            {"code":"$code","message":"$message","param":null,"line":"$line"}""");
    private static final JsonTemplate FILE = JsonTemplate.of("""
            {"object":"file","id":"$id","purpose":"$purpose","filename":"$name","bytes":"$bytes",
             "created_at":"$created","expires_at":null,"status":"processed","status_details":null}""");
    private static final JsonTemplate LIST = JsonTemplate.of("""
            {"object":"list","data":"$data","first_id":"$first","last_id":"$last","has_more":false}""");
    private static final JsonTemplate RESULT = JsonTemplate.of("""
            {"id":"$id","custom_id":"$customId","response":"$response","error":"$error"}""");
    private static final JsonTemplate RESPONSE = JsonTemplate.of("""
            {"status_code":"$status","request_id":"$id","body":"$body"}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"code":"$code","message":"$message"}""");

    private BatchDocuments() {}

    static ObjectNode list(ArrayNode data) {
        JsonNode none = Json.object().nullNode();
        boolean isEmpty = data.isEmpty();
        return LIST.fill(
                "data", data,
                "first", isEmpty ? none : data.get(0).get("id"),
                "last", isEmpty ? none : data.get(data.size() - 1).get("id"));
    }

    static ObjectNode file(StoredFile file) {
        return FILE.fill(
                "id", file.id(),
                "purpose", file.purpose(),
                "name", file.name(),
                "bytes", file.content().get().length,
                "created", file.createdAt().getEpochSecond());
    }

    static ObjectNode batch(Batch batch, Phase phase) {
        Counts counts = batch.counts();
        long created = batch.createdAt().getEpochSecond();
        JsonNode metadata = batch.details().get("metadata");
        ObjectNode document = BATCH.fill(
                "id", batch.id(),
                "endpoint", batch.details().get("endpoint"),
                "input", batch.details().get("input_file_id"),
                "status", word(phase),
                "created", created,
                "expires", created + WINDOW_SECONDS,
                "total", counts.total(),
                "completed", counts.succeeded(),
                "failed", counts.errored() + counts.expired(),
                "metadata", metadata == null ? Json.object().nullNode() : metadata);
        addTimes(document, batch, phase);
        if (phase == Phase.INVALID) {
            ArrayNode data = document.putObject("errors").put("object", "list").putArray("data");
            batch.problems()
                    .forEach(problem -> data.add(PROBLEM.fill(
                            "code", problem.code(), "message", problem.message(), "line", problem.line())));
        } else if (batch.isOver() && phase != Phase.CANCELING) {
            results(batch)
                    .forEach(file ->
                            document.put(file.id().endsWith("e") ? "error_file_id" : "output_file_id", file.id()));
            int input = batch.inputTokens();
            int output = batch.outputTokens();
            document.set("usage", USAGE.fill("input", input, "output", output, "total", input + output));
        }
        return document;
    }

    private static void addTimes(ObjectNode document, Batch batch, Phase phase) {
        long started = batch.createdAt().plusMillis(batch.startedAfterMillis()).getEpochSecond();
        long ended = batch.endedAt().getEpochSecond();
        if (phase != Phase.VALIDATING && phase != Phase.INVALID) {
            document.put("in_progress_at", started);
        }
        switch (phase) {
            case FINALIZING -> document.put("finalizing_at", ended);
            case ENDED -> document.put("finalizing_at", ended).put("completed_at", ended);
            case INVALID -> document.put("failed_at", ended);
            case EXPIRED -> document.put("expired_at", ended);
            case CANCELING -> document.put("cancelling_at", ended);
            case CANCELED -> document.put("cancelling_at", ended).put("cancelled_at", ended);
            case VALIDATING, RUNNING -> {}
        }
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case VALIDATING -> "validating";
            case RUNNING -> "in_progress";
            case FINALIZING -> "finalizing";
            case CANCELING -> "cancelling";
            case ENDED -> "completed";
            case EXPIRED -> "expired";
            case CANCELED -> "cancelled";
            case INVALID -> "failed";
        };
    }

    /** Returns the files of the results of a batch that is over; one that would be empty does not exist. */
    static List<StoredFile> results(Batch batch) {
        Counts counts = batch.counts();
        List<StoredFile> files = new ArrayList<>();
        if (counts.succeeded() > 0) {
            files.add(result(batch, "o", "_output.jsonl", () -> batch.file(BatchDocuments::output)));
        }
        if (counts.total() > counts.succeeded()) {
            files.add(result(batch, "e", "_error.jsonl", () -> batch.file(BatchDocuments::error)));
        }
        return files;
    }

    private static StoredFile result(Batch batch, String mark, String name, Supplier<byte[]> content) {
        String id = "file-" + batch.id().substring("batch_".length()) + mark;
        return new StoredFile(id, batch.owner(), batch.id() + name, "batch_output", batch.endedAt(), content);
    }

    private static @Nullable JsonNode output(BatchLine line, Outcome outcome) {
        return outcome == Outcome.SUCCEEDED ? result(line, response(line), null) : null;
    }

    private static @Nullable JsonNode error(BatchLine line, Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> null;
            case ERRORED -> result(line, response(line), null);
            case EXPIRED ->
                result(
                        line,
                        null,
                        ERROR.fill(
                                "code",
                                "batch_expired",
                                "message",
                                "This request could not be executed before the completion window expired."));
            case CANCELED ->
                result(line, null, ERROR.fill("code", "batch_cancelled", "message", "The batch was cancelled."));
        };
    }

    private static JsonNode result(BatchLine line, @Nullable JsonNode response, @Nullable JsonNode error) {
        return RESULT.fill(
                "id",
                "batch_req_" + line.customId(),
                "customId",
                line.customId(),
                "response",
                response,
                "error",
                error);
    }

    private static JsonNode response(BatchLine line) {
        return RESPONSE.fill("status", line.status(), "id", "req_" + line.customId(), "body", line.answer());
    }
}

package io.camelgenai.simulator.mistralbatch;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents of jobs and files. */
final class JobDocuments {
    private static final JsonTemplate JOB = JsonTemplate.of("""
            {"id":"$id","object":"batch","input_files":"$input","metadata":"$metadata","endpoint":"$endpoint",
             "model":"$model","agent_id":"$agent","output_file":null,"error_file":null,"errors":"$errors",
             "outputs":null,"status":"$status","created_at":"$created","total_requests":"$total",
             "completed_requests":"$completed","succeeded_requests":"$succeeded","failed_requests":"$failed",
             "started_at":"$started","completed_at":"$ended"}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"message":"$message","count":"$count"}""");
    private static final JsonTemplate FILE = JsonTemplate.of("""
            {"id":"$id","object":"file","bytes":"$bytes","created_at":"$created","filename":"$name",
             "purpose":"$purpose","sample_type":"$type","num_lines":"$lines","source":"$source","deleted":false}""");
    private static final JsonTemplate LIST = JsonTemplate.of("""
            {"data":"$data","object":"list","total":"$total"}""");
    private static final JsonTemplate DELETED = JsonTemplate.of("""
            {"id":"$id","object":"$object","deleted":true}""");
    private static final JsonTemplate RESULT = JsonTemplate.of("""
            {"id":"$id","custom_id":"$customId","response":"$response","error":"$error"}""");
    private static final JsonTemplate RESPONSE = JsonTemplate.of("""
            {"status_code":"$status","body":"$body"}""");

    private JobDocuments() {}

    static ObjectNode list(ArrayNode data) {
        return LIST.fill("data", data, "total", data.size());
    }

    static ObjectNode deleted(String id, String object) {
        return DELETED.fill("id", id, "object", object);
    }

    static ObjectNode file(StoredFile file) {
        boolean isInput = file.purpose().equals("batch") && !file.name().startsWith("results/");
        String type =
                isInput ? "batch_request" : file.name().endsWith("_errors.jsonl") ? "batch_error" : "batch_result";
        return FILE.fill(
                "id", file.id(),
                "bytes", file.content().get().length,
                "created", file.createdAt().getEpochSecond(),
                "name", file.name(),
                "purpose", file.purpose(),
                "type", type,
                "lines", file.lines().size(),
                "source", isInput ? "upload" : "mistral");
    }

    static ObjectNode job(Batch batch, Phase phase) {
        Counts counts = batch.counts();
        boolean isOver = batch.isOver() && phase != Phase.CANCELING;
        ObjectNode job = JOB.fill(
                "id", batch.id(),
                "input", given(batch, "input_files", Json.array()),
                "metadata", given(batch, "metadata", Json.object().nullNode()),
                "endpoint", batch.details().get("endpoint"),
                "model", batch.model(),
                "agent", given(batch, "agent_id", Json.object().nullNode()),
                "errors", errors(batch, isOver),
                "status", word(phase, counts),
                "created", batch.createdAt().getEpochSecond(),
                "total", counts.total(),
                "completed", counts.succeeded() + counts.errored(),
                "succeeded", counts.succeeded(),
                "failed", counts.errored(),
                "started",
                        phase == Phase.VALIDATING
                                ? null
                                : batch.createdAt()
                                        .plusMillis(batch.startedAfterMillis())
                                        .getEpochSecond(),
                "ended", isOver ? batch.endedAt().getEpochSecond() : null);
        if (isOver) {
            results(batch)
                    .forEach(file ->
                            job.put(file.name().endsWith("_errors.jsonl") ? "error_file" : "output_file", file.id()));
        }
        return job;
    }

    private static JsonNode given(Batch batch, String field, JsonNode otherwise) {
        return batch.details().hasNonNull(field) ? batch.details().get(field) : otherwise;
    }

    private static ArrayNode errors(Batch batch, boolean isOver) {
        ArrayNode errors = Json.array();
        if (isOver) {
            batch.problems().forEach(problem -> errors.add(ERROR.fill("message", problem.message(), "count", 1)));
            int errored = batch.counts().errored();
            if (errored > 0) {
                errors.add(ERROR.fill("message", "The model could not answer", "count", errored));
            }
        }
        return errors;
    }

    private static String word(Phase phase, Counts counts) {
        return switch (phase) {
            case VALIDATING -> "QUEUED";
            case RUNNING, FINALIZING -> "RUNNING";
            case CANCELING -> "CANCELLATION_REQUESTED";
            case ENDED -> counts.succeeded() == 0 ? "FAILED" : "SUCCESS";
            case EXPIRED -> "TIMEOUT_EXCEEDED";
            case CANCELED -> "CANCELLED";
            case INVALID -> "FAILED";
        };
    }

    /** Returns the files of the results of a job that is over; one that would be empty does not exist. */
    static List<StoredFile> results(Batch batch) {
        Counts counts = batch.counts();
        List<StoredFile> files = new ArrayList<>();
        if (counts.succeeded() > 0) {
            files.add(result(batch, "_results.jsonl", () -> batch.file(JobDocuments::output)));
        }
        if (counts.errored() > 0) {
            files.add(result(batch, "_errors.jsonl", () -> batch.file(JobDocuments::error)));
        }
        return files;
    }

    private static StoredFile result(Batch batch, String name, Supplier<byte[]> content) {
        String id = UUID.nameUUIDFromBytes((batch.id() + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        String path = "results/" + batch.id() + name;
        return new StoredFile(id, batch.owner(), path, "batch", batch.endedAt(), content);
    }

    private static @Nullable JsonNode output(BatchLine line, Outcome outcome) {
        return outcome == Outcome.SUCCEEDED ? result(line, response(line), null) : null;
    }

    private static @Nullable JsonNode error(BatchLine line, Outcome outcome) {
        return outcome == Outcome.ERRORED ? result(line, response(line), line.answer()) : null;
    }

    private static JsonNode result(BatchLine line, JsonNode response, @Nullable JsonNode error) {
        return RESULT.fill(
                "id", "batch-" + line.customId(), "customId", line.customId(), "response", response, "error", error);
    }

    private static JsonNode response(BatchLine line) {
        return RESPONSE.fill("status", line.status(), "body", line.answer());
    }
}

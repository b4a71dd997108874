package io.camelgenai.simulator.mistralbatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.Batch;
import io.camelgenai.simulator.batch.Batch.LineProblem;
import io.camelgenai.simulator.batch.Batch.Phase;
import io.camelgenai.simulator.batch.BatchLine;
import io.camelgenai.simulator.batch.BatchUpload;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.batch.StoredFile;
import io.camelgenai.simulator.batch.StoredFiles;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mistral's batch jobs and files, according to the types of the official SDK for TypeScript, version 2.7. Of the endpoints only
 * chat completions are played. From memory: the form of errors, that a job of which every request failed is FAILED, and the form
 * of the lines of the results.
 */
public final class MistralBatch extends ProviderSupport<Batch> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"object":"error","message":"$message","type":"$type","param":"$param","code":null}""", """
                    500 server_error
                    400 invalid_request
                    401 unauthorized
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    422 invalid_request
                    429 rate_limited
                    502 bad_gateway
                    503 unavailable
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final String ENDPOINT = "/v1/chat/completions";
    private static final int MAX_LINES = 1_000_000;
    private static final Response UNAUTHORIZED = ERRORS.error(401, "unauthorized", "Unauthorized");
    private static final Schema LINE =
            Schema.object().optional("custom_id", Schema.text(1, 200).orNull()).required("body", Schema.map());
    private static final Schema BODY = Schema.object()
            .optional("input_files", Schema.array(Schema.text(1, 100), 1, 100).orNull())
            .optional("requests", Schema.array(LINE, 1, 10_000).orNull())
            .required(
                    "endpoint",
                    Schema.oneOf(
                            ENDPOINT,
                            "/v1/embeddings",
                            "/v1/fim/completions",
                            "/v1/moderations",
                            "/v1/chat/moderations",
                            "/v1/ocr",
                            "/v1/classifications",
                            "/v1/chat/classifications",
                            "/v1/conversations",
                            "/v1/audio/transcriptions"))
            .optional("model", Schema.text(1, 200).orNull())
            .optional("agent_id", Schema.text(1, 200).orNull())
            .optional("metadata", Schema.mapOf(Schema.text(1, 512), 100).orNull())
            .optional("timeout_hours", Schema.integer(1, 168));

    private final StoredFiles files = new StoredFiles();

    /** Creates a provider without jobs and files. */
    public MistralBatch(SimulatorOptions options, CreationLog created) {
        super("mistral-batch", options, created, batch -> false);
        route("POST", "/v1/files", "upload", this::upload);
        route("GET", "/v1/files/{id}", "file", this::file);
        route("GET", "/v1/files/{id}/content", "artifact", this::content);
        route("DELETE", "/v1/files/{id}", "delete-file", this::deleteFile);
        route("POST", "/v1/batch/jobs", "create", this::create);
        route("GET", "/v1/batch/jobs", "list", this::list);
        route("GET", "/v1/batch/jobs/{id}", "get", this::get);
        route("DELETE", "/v1/batch/jobs/{id}", "delete", this::delete);
        route("POST", "/v1/batch/jobs/{id}/cancel", "cancel", this::cancel);
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public void reset() {
        super.reset();
        files.clear();
    }

    private static ErrorResponseException invalid(String message, @Nullable String param) {
        return new ErrorResponseException(ERRORS.error(422, "invalid_request", message, "param", param));
    }

    private String key(HttpExchange exchange) {
        return requireKey(exchange.request(), "", UNAUTHORIZED);
    }

    private void upload(HttpExchange exchange) {
        String key = key(exchange);
        try {
            BatchUpload file = BatchUpload.of(exchange.request(), Set.of("expiry", "visibility"));
            StoredFile stored = files.add(StoredFile.uploaded(ids().uuid(), key, file.name(), "batch", file.content()));
            exchange.respond(Response.json(200, JobDocuments.file(stored)));
        } catch (BatchUpload.RefusedException e) {
            throw invalid(String.valueOf(e.getMessage()), e.field());
        }
    }

    private StoredFile require(HttpExchange exchange) {
        return files.require(
                exchange, key(exchange), ERRORS.error(404, "not_found", "No file matches the given query."));
    }

    private void file(HttpExchange exchange) {
        exchange.respond(Response.json(200, JobDocuments.file(require(exchange))));
    }

    private void content(HttpExchange exchange) {
        StoredFile file = require(exchange);
        exchange.respond(
                Response.of(200, "application/octet-stream", file.content().get()));
    }

    private void deleteFile(HttpExchange exchange) {
        StoredFile file = require(exchange);
        files.remove(file.id());
        exchange.respond(Response.json(200, JobDocuments.deleted(file.id(), "file")));
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange);
        JsonNode body = exchange.request()
                .json(
                        BODY,
                        ERRORS.error(422, "invalid_request", "The body must be JSON"),
                        errors -> ERRORS.error(
                                422,
                                "invalid_request",
                                errors.get(0).dotted() + " " + errors.get(0).message(),
                                "param",
                                errors.get(0).dotted()));
        if (!body.get("endpoint").textValue().equals(ENDPOINT)) {
            throw invalid("The simulator plays batches of " + ENDPOINT + " only", "endpoint");
        }
        if (body.hasNonNull("input_files") == body.hasNonNull("requests")) {
            throw invalid("Exactly one of input_files and requests is required", "input_files");
        }
        if (!body.hasNonNull("model")) {
            throw invalid("model is required", "model");
        }
        List<String> texts = texts(body, key);
        admit(key, PromptMarkers.of(""), ERRORS, ERRORS.status(422));
        List<LineProblem> problems = new ArrayList<>();
        String model = body.get("model").textValue();
        List<BatchLine> lines = lines(texts, new MistralModel(model, options(), ids()), problems);
        Batch batch = add(new Batch(ids().uuid(), key, model, body, lines, problems, options()));
        exchange.respond(Response.json(200, JobDocuments.job(batch, Phase.VALIDATING)));
    }

    /** Returns the lines of the input, as JSON. */
    private List<String> texts(JsonNode body, String key) {
        List<String> texts = new ArrayList<>();
        body.path("requests").forEach(request -> texts.add(request.toString()));
        for (JsonNode id : body.path("input_files")) {
            StoredFile file = files.find(id.textValue(), key);
            if (file == null) {
                throw new ErrorResponseException(ERRORS.error(404, "not_found", "No file matches the given query."));
            }
            texts.addAll(file.lines());
        }
        return texts;
    }

    private static List<BatchLine> lines(List<String> texts, MistralModel model, List<LineProblem> problems) {
        if (texts.isEmpty() || texts.size() > MAX_LINES) {
            problems.add(new LineProblem(0, "invalid_file", "The input must have 1 to 1,000,000 requests"));
        }
        List<BatchLine> lines = new ArrayList<>();
        Set<String> customIds = new HashSet<>();
        for (int number = 1; number <= texts.size() && problems.isEmpty(); number++) {
            JsonNode line = Json.parse(texts.get(number - 1));
            String customId = line == null ? "" : line.path("custom_id").asText(Integer.toString(number - 1));
            if (line == null || !LINE.errors(line).isEmpty()) {
                problems.add(new LineProblem(number, "invalid_line", "Line " + number + " is not a valid request"));
            } else if (!customIds.add(customId)) {
                problems.add(new LineProblem(number, "duplicate", "Line " + number + " repeats a custom_id"));
            } else {
                lines.add(new LineRequest(customId, line.get("body"))
                        .answered(ENDPOINT, Map.of(), model, ERRORS, ERRORS.status(422)));
            }
        }
        return lines;
    }

    private void list(HttpExchange exchange) {
        ArrayNode data = Json.array();
        store().newest(exchange, key(exchange)).forEach(batch -> data.add(document(batch)));
        exchange.respond(Response.json(200, JobDocuments.list(data)));
    }

    private Batch requireJob(HttpExchange exchange) {
        return require(exchange, key(exchange), ERRORS.error(404, "not_found", "Batch job not found"));
    }

    private void get(HttpExchange exchange) {
        exchange.respond(Response.json(200, document(requireJob(exchange))));
    }

    /** The files of the results exist from the moment on at which the job is over. */
    private JsonNode document(Batch batch) {
        if (batch.isOver()) {
            JobDocuments.results(batch).stream()
                    .filter(file -> files.find(file.id(), batch.owner()) == null)
                    .forEach(files::add);
        }
        return JobDocuments.job(batch, batch.phase());
    }

    private void delete(HttpExchange exchange) {
        Batch batch = requireJob(exchange);
        if (!batch.isOver()) {
            throw invalid("A job that is not over cannot be deleted: cancel it first", null);
        }
        store().remove(batch.id());
        exchange.respond(Response.json(200, JobDocuments.deleted(batch.id(), "batch")));
    }

    private void cancel(HttpExchange exchange) {
        Batch batch = requireJob(exchange);
        if (batch.isOver()) {
            throw invalid("A job that is over cannot be cancelled", null);
        }
        batch.stop();
        exchange.respond(Response.json(200, JobDocuments.job(batch, Phase.CANCELING)));
    }
}

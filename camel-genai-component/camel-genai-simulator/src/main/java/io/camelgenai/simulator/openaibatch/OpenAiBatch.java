package io.camelgenai.simulator.openaibatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.Batch;
import io.camelgenai.simulator.batch.Batch.LineProblem;
import io.camelgenai.simulator.batch.Batch.Phase;
import io.camelgenai.simulator.batch.BatchLine;
import io.camelgenai.simulator.batch.BatchUpload;
import io.camelgenai.simulator.batch.StoredFile;
import io.camelgenai.simulator.batch.StoredFiles;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.openai.OpenAiErrors;
import io.camelgenai.simulator.openaichat.ChatModel;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's batches and files, according to the types of the official SDK for Node, version 6.49. Of the endpoints only chat
 * completions are played. From memory: the codes of the mistakes in an input file, and the form of the lines of the results.
 */
public final class OpenAiBatch extends ProviderSupport<Batch> {
    private static final ErrorEnvelope ERRORS = OpenAiErrors.with("""
            400 invalid_request
            409 invalid_status
            """);
    private static final String ENDPOINT = "/v1/chat/completions";
    private static final Response UNAUTHORIZED = ERRORS.status(401);
    private static final Schema METADATA = Schema.mapOf(Schema.text(0, 512), 16).orNull();
    private static final Schema EXPIRY = Schema.object()
            .required("anchor", Schema.oneOf("created_at"))
            .required("seconds", Schema.integer(3600, 2_592_000));
    private static final Schema BODY = Schema.object()
            .required("input_file_id", Schema.text(1, 200))
            .required(
                    "endpoint",
                    Schema.oneOf(
                            "/v1/responses",
                            ENDPOINT,
                            "/v1/embeddings",
                            "/v1/completions",
                            "/v1/moderations",
                            "/v1/images/generations",
                            "/v1/images/edits",
                            "/v1/videos"))
            .required("completion_window", Schema.oneOf("24h"))
            .optional("metadata", METADATA)
            .optional("output_expires_after", EXPIRY);

    private final StoredFiles files = new StoredFiles();

    /** Creates a provider without batches and files. */
    public OpenAiBatch(SimulatorOptions options, CreationLog created) {
        super("openai-batch", options, created, batch -> false);
        route("POST", "/files", "upload", this::upload);
        route("GET", "/files", "files", this::listFiles);
        route("GET", "/files/{id}", "file", this::file);
        route("GET", "/files/{id}/content", "artifact", this::content);
        route("DELETE", "/files/{id}", "delete-file", this::deleteFile);
        route("POST", "/batches", "create", this::create);
        route("GET", "/batches", "list", this::list);
        route("GET", "/batches/{id}", "get", this::get);
        route("POST", "/batches/{id}/cancel", "cancel", this::cancel);
    }

    @Override
    public String sampleKey() {
        return "sk-simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        return requestId("x-request-id");
    }

    @Override
    public void reset() {
        super.reset();
        files.clear();
    }

    private static ErrorResponseException invalid(String message, @Nullable String param) {
        return new ErrorResponseException(ERRORS.error(400, "invalid_request", message, "param", param, "code", null));
    }

    private static Response notFound(HttpExchange exchange, String what) {
        String message = "No such " + what + ": " + exchange.pathParameter("id");
        return ERRORS.error(404, "not_found", message, "param", "id", "code", null);
    }

    private String key(HttpExchange exchange) {
        return requireKey(exchange.request(), "", UNAUTHORIZED);
    }

    private void upload(HttpExchange exchange) {
        String key = key(exchange);
        try {
            BatchUpload file = BatchUpload.of(exchange.request(), Set.of("expires_after"));
            StoredFile stored =
                    files.add(StoredFile.uploaded("file-" + ids().hex(), key, file.name(), "batch", file.content()));
            exchange.respond(Response.json(200, BatchDocuments.file(stored)));
        } catch (BatchUpload.RefusedException e) {
            throw invalid(String.valueOf(e.getMessage()), e.field());
        }
    }

    private void listFiles(HttpExchange exchange) {
        ArrayNode data = Json.array();
        files.newest(key(exchange)).forEach(file -> data.add(BatchDocuments.file(file)));
        exchange.respond(Response.json(200, BatchDocuments.list(data)));
    }

    private StoredFile require(HttpExchange exchange) {
        return files.require(exchange, key(exchange), notFound(exchange, "File object"));
    }

    private void file(HttpExchange exchange) {
        exchange.respond(Response.json(200, BatchDocuments.file(require(exchange))));
    }

    private void content(HttpExchange exchange) {
        StoredFile file = require(exchange);
        exchange.respond(
                Response.of(200, "application/octet-stream", file.content().get()));
    }

    private void deleteFile(HttpExchange exchange) {
        StoredFile file = require(exchange);
        files.remove(file.id());
        exchange.respond(Response.json(
                200, Json.object().put("id", file.id()).put("object", "file").put("deleted", true)));
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange);
        JsonNode body = exchange.request()
                .json(
                        BODY,
                        ERRORS.error(400, "invalid_request", "The body must be JSON"),
                        errors -> ERRORS.error(
                                400,
                                "invalid_request",
                                errors.get(0).dotted() + " " + errors.get(0).message(),
                                "param",
                                errors.get(0).dotted()));
        if (!body.get("endpoint").textValue().equals(ENDPOINT)) {
            throw invalid("The simulator plays batches of " + ENDPOINT + " only", "endpoint");
        }
        StoredFile input = files.find(body.get("input_file_id").textValue(), key);
        if (input == null) {
            throw invalid("Invalid file: the input file does not exist", "input_file_id");
        }
        admit(key, PromptMarkers.of(""), ERRORS, ERRORS.status(400));
        List<LineProblem> problems = new ArrayList<>();
        List<BatchLine> lines = new InputFile(ENDPOINT, new ChatModel(options(), ids())).lines(input, problems);
        Batch batch = add(new Batch("batch_" + ids().hex(), key, "", body, lines, problems, options()));
        exchange.respond(Response.json(200, BatchDocuments.batch(batch, Phase.VALIDATING)));
    }

    /** The files of the results exist from the moment on at which the batch is over. */
    private void publish(Batch batch) {
        if (batch.isOver()) {
            BatchDocuments.results(batch).stream()
                    .filter(file -> files.find(file.id(), batch.owner()) == null)
                    .forEach(files::add);
        }
    }

    private void list(HttpExchange exchange) {
        ArrayNode data = Json.array();
        store().newest(exchange, key(exchange)).forEach(batch -> data.add(document(batch)));
        exchange.respond(Response.json(200, BatchDocuments.list(data)));
    }

    private void get(HttpExchange exchange) {
        Batch batch = require(exchange, key(exchange), notFound(exchange, "Batch object"));
        exchange.respond(Response.json(200, document(batch)));
    }

    private JsonNode document(Batch batch) {
        publish(batch);
        return BatchDocuments.batch(batch, batch.phase());
    }

    private void cancel(HttpExchange exchange) {
        Batch batch = require(exchange, key(exchange), notFound(exchange, "Batch object"));
        if (batch.isOver()) {
            String message = "Cannot cancel a batch with status '"
                    + document(batch).get("status").textValue() + "'.";
            throw new ErrorResponseException(ERRORS.error(409, "invalid_status", message));
        }
        batch.stop();
        exchange.respond(Response.json(200, BatchDocuments.batch(batch, Phase.CANCELING)));
    }
}

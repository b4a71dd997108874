package io.camelgenai.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import io.camelgenai.simulator.upload.MultipartForm;
import io.camelgenai.simulator.upload.MultipartForm.Part;
import io.camelgenai.simulator.upload.UploadedFiles;
import io.camelgenai.simulator.upload.UploadedFiles.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The files of OpenAI: uploaded by a form with a purpose and the file, and referred to by their id. */
public final class OpenAiFiles {
    private static final Set<String> PURPOSES =
            Set.of("assistants", "batch", "fine-tune", "vision", "user_data", "evals");
    private static final ErrorEnvelope ERRORS = OpenAiErrors.with("");
    private static final JsonTemplate FILE = JsonTemplate.of("""
            {"id":"$id","object":"file","bytes":"$bytes","created_at":"$created","filename":"$name","purpose":"$purpose",
             "status":"processed"}""");

    private final UploadedFiles files;
    private final SeededRandom ids;
    private final Function<Request, String> keys;

    /**
     * Creates a store without files.
     *
     * @param keys returns the key of a request, or throws
     */
    public OpenAiFiles(String provider, CreationLog created, SeededRandom ids, Function<Request, String> keys) {
        this.files = new UploadedFiles(provider, created);
        this.ids = ids;
        this.keys = keys;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                new Route("POST", "/files", "upload", this::upload),
                new Route("GET", "/files/{id}/content", "file", this::content));
    }

    private void upload(HttpExchange exchange) {
        Request request = exchange.request();
        String key = keys.apply(request);
        MultipartForm form;
        try {
            form = MultipartForm.of(request.header("Content-Type"), request.content());
        } catch (MultipartForm.InvalidFormException e) {
            throw invalid(String.valueOf(e.getMessage()), "file");
        }
        String purpose = form.field("purpose");
        Part file = form.file("file");
        if (purpose == null || !PURPOSES.contains(purpose)) {
            throw invalid(
                    "'purpose' must be one of " + PURPOSES.stream().sorted().toList(), "purpose");
        }
        if (file == null) {
            throw invalid("'file' is a required property", "file");
        }
        String id = "file-" + ids.hex();
        String name = String.valueOf(file.fileName());
        String wrong = files.store(id, new Stored(key, name, file.mediaType(), file.content()), "multipart");
        if (wrong != null) {
            throw invalid(wrong, "file");
        }
        exchange.respond(Response.json(
                200,
                FILE.fill(
                        "id",
                        id,
                        "bytes",
                        file.content().length,
                        "created",
                        Instant.now().getEpochSecond(),
                        "name",
                        name,
                        "purpose",
                        purpose)));
    }

    private void content(HttpExchange exchange) {
        String key = keys.apply(exchange.request());
        String id = exchange.pathParameter("id");
        Stored stored = files.find(id);
        byte[] content = stored == null || !files.has(id, key) ? null : stored.content();
        if (stored == null || content == null) {
            throw new ErrorResponseException(
                    ERRORS.error(404, "invalid_request_error", "No such File object: " + id, "param", "id"));
        }
        exchange.respond(Response.of(200, stored.mediaType(), content));
    }

    /**
     * Checks the files that a create refers to.
     *
     * @throws ErrorResponseException if the key has uploaded no such file
     */
    public void requireKnown(Request request, String key) {
        JsonNode body = request.json();
        if (body == null) {
            return;
        }
        body.findValues("file_id").stream()
                .map(JsonNode::asText)
                .filter(id -> id.startsWith("file-") && !files.has(id, key))
                .findFirst()
                .ifPresent(id -> {
                    throw invalid("The file '" + id + "' does not exist", "file_id");
                });
    }

    private static ErrorResponseException invalid(String message, String param) {
        return new ErrorResponseException(ERRORS.error(400, "invalid_request_error", message, "param", param));
    }

    /** Forgets all files. */
    public void clear() {
        files.clear();
    }
}

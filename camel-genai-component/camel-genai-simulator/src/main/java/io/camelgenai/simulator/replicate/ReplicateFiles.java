package io.camelgenai.simulator.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import io.camelgenai.simulator.upload.MultipartForm;
import io.camelgenai.simulator.upload.MultipartForm.Part;
import io.camelgenai.simulator.upload.UploadedFiles;
import io.camelgenai.simulator.upload.UploadedFiles.Stored;
import java.util.List;
import java.util.function.Function;

/** The files of Replicate, as its official SDK creates them: a form with the content, referred to by their URL. */
final class ReplicateFiles {
    private final UploadedFiles files;
    private final SeededRandom ids;
    private final Function<Request, String> keys;

    ReplicateFiles(CreationLog created, SeededRandom ids, Function<Request, String> keys) {
        this.files = new UploadedFiles("replicate", created);
        this.ids = ids;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(new Route("POST", "/files", "upload", this::upload));
    }

    private void upload(HttpExchange exchange) {
        Request request = exchange.request();
        String key = keys.apply(request);
        MultipartForm form;
        try {
            form = MultipartForm.of(request.header("Content-Type"), request.content());
        } catch (MultipartForm.InvalidFormException e) {
            throw new ErrorResponseException(Replicate.invalid(String.valueOf(e.getMessage())));
        }
        Part content = form.file("content");
        if (content == null) {
            throw new ErrorResponseException(Replicate.invalid("content: is required"));
        }
        String id = ids.hex();
        String name = String.valueOf(content.fileName());
        String wrong = files.store(id, new Stored(key, name, content.mediaType(), content.content()), "multipart");
        if (wrong != null) {
            throw new ErrorResponseException(Replicate.invalid("content: " + wrong));
        }
        ObjectNode file = Json.object()
                .put("id", id)
                .put("name", name)
                .put("content_type", content.mediaType())
                .put("size", content.content().length);
        file.putObject("urls").put("get", url(request, id));
        exchange.respond(Response.json(201, file));
    }

    private static String url(Request request, String id) {
        return "http://" + request.header("Host") + "/replicate/files/" + id;
    }

    /** Returns whether a URL is of another place, or that of a file of the key. */
    boolean mayRead(String url, String key, Request request) {
        String folder = url(request, "");
        return !url.startsWith(folder) || files.has(url.substring(folder.length()), key);
    }

    void clear() {
        files.clear();
    }
}

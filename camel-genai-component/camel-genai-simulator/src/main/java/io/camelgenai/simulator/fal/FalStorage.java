package io.camelgenai.simulator.fal;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import io.camelgenai.simulator.upload.SignedPlaces;
import io.camelgenai.simulator.upload.UploadedFiles;
import io.camelgenai.simulator.upload.UploadedFiles.Stored;
import java.util.List;
import java.util.function.Function;

/**
 * The storage of fal, as its official SDK uses it: a file goes to a signed URL, and is read at another one. It is on another host there; here
 * it is below {@code /storage}.
 */
final class FalStorage {
    private static final String FOLDER = "/storage/files/";

    private final UploadedFiles files;
    private final SignedPlaces places;
    private final SeededRandom ids;
    private final Function<Request, String> keys;

    FalStorage(CreationLog created, SimulatorOptions options, SeededRandom ids, Function<Request, String> keys) {
        this.files = new UploadedFiles("fal", created);
        this.places = new SignedPlaces(options.seed());
        this.ids = ids;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/storage/upload/initiate", "upload", this::initiate),
                new Route("PUT", "/storage/signed/{id}", "put", this::put),
                new Route("GET", FOLDER + "{id}", "file", this::read));
    }

    private void initiate(HttpExchange exchange) {
        Request request = exchange.request();
        String key = keys.apply(request);
        JsonNode body = request.json();
        String type = body == null ? "" : body.path("content_type").asText("");
        String name = body == null ? "" : body.path("file_name").asText("");
        if (!type.matches("[\\w.+-]+/[\\w.+-]+") || name.isBlank()) {
            throw problem(422, "content_type and file_name are required");
        }
        if (!"fal-cdn-v3".equals(request.parameter("storage_type"))) {
            throw problem(422, "storage_type must be fal-cdn-v3");
        }
        String id = ids.hex() + "_" + name.replaceAll("[^\\w.-]", "_");
        files.expect(id, key, name, type);
        exchange.respond(Response.json(
                200,
                Json.object()
                        .put("upload_url", base(request) + "/storage/signed/" + id + "?X-Sig=" + places.signature(id))
                        .put("file_url", base(request) + FOLDER + id)));
    }

    private static String base(Request request) {
        return "http://" + request.header("Host") + "/fal";
    }

    private void put(HttpExchange exchange) {
        Request request = exchange.request();
        String id = exchange.pathParameter("id");
        Stored promised = files.find(id);
        if (promised == null || !places.signature(id).equals(request.parameter("X-Sig"))) {
            throw problem(403, "SignatureDoesNotMatch");
        }
        String foreign = places.foreignCredentials(request);
        if (foreign != null) {
            throw problem(400, "Only one auth mechanism allowed; found the header " + foreign);
        }
        if (!promised.mediaType().equals(request.header("Content-Type"))) {
            throw problem(403, "The Content-Type is not the one that was signed");
        }
        String wrong = files.store(
                id, new Stored(promised.key(), promised.name(), promised.mediaType(), request.content()), "signed-put");
        if (wrong != null) {
            throw problem(400, wrong);
        }
        exchange.respond(Response.json(200, Json.object()));
    }

    private void read(HttpExchange exchange) {
        Stored stored = files.find(exchange.pathParameter("id"));
        byte[] content = stored == null ? null : stored.content();
        if (stored == null || content == null) {
            throw problem(404, "File not found");
        }
        exchange.respond(Response.of(200, stored.mediaType(), content));
    }

    /** Returns whether a URL is of another host, or that of a file which has arrived. */
    boolean mayRead(String url, String key, Request request) {
        String folder = base(request) + FOLDER;
        return !url.startsWith(folder) || files.has(url.substring(folder.length()), key);
    }

    void clear() {
        files.clear();
    }

    private static ErrorResponseException problem(int status, String message) {
        return new ErrorResponseException(Response.json(status, Json.object().put("detail", message)));
    }
}

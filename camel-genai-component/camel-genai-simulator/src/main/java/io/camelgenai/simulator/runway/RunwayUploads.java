package io.camelgenai.simulator.runway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
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
import io.camelgenai.simulator.upload.SignedPlaces;
import io.camelgenai.simulator.upload.UploadedFiles;
import io.camelgenai.simulator.upload.UploadedFiles.Stored;
import java.util.List;
import java.util.function.Function;

/**
 * The uploads of Runway, as its official SDK uses them: a file goes, as the last part of a form, to a URL whose signature is in fields of the
 * form, and has a runway URI. The storage is on another host there; here it is below {@code /storage}.
 */
final class RunwayUploads {
    private static final String SCHEME = "runway://";

    private final UploadedFiles files;
    private final SignedPlaces places;
    private final SeededRandom ids;
    private final Function<Request, String> keys;

    RunwayUploads(CreationLog created, SimulatorOptions options, SeededRandom ids, Function<Request, String> keys) {
        this.files = new UploadedFiles("runway", created);
        this.places = new SignedPlaces(options.seed());
        this.ids = ids;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/v1/uploads", "upload", this::initiate),
                new Route("POST", "/storage", "put", this::store));
    }

    private void initiate(HttpExchange exchange) {
        Request request = exchange.request();
        String key = keys.apply(request);
        JsonNode body = request.json();
        String name = body == null ? "" : body.path("filename").asText("");
        if (body == null
                || name.length() < 3
                || !"ephemeral".equals(body.path("type").asText())) {
            throw problem(400, "filename, and the type ephemeral, are required");
        }
        String id = ids.uuid();
        files.expect(id, key, name, "");
        ObjectNode answer = Json.object()
                .put("uploadUrl", "http://" + request.header("Host") + "/runway/storage")
                .put("runwayUri", SCHEME + id);
        answer.putObject("fields").put("key", id).put("X-Amz-Signature", places.signature(id));
        exchange.respond(Response.json(200, answer));
    }

    private void store(HttpExchange exchange) {
        Request request = exchange.request();
        String foreign = places.foreignCredentials(request);
        if (foreign != null) {
            throw problem(400, "Only one auth mechanism allowed; found the header " + foreign);
        }
        MultipartForm form;
        try {
            form = MultipartForm.of(request.header("Content-Type"), request.content());
        } catch (MultipartForm.InvalidFormException e) {
            throw problem(400, String.valueOf(e.getMessage()));
        }
        String id = String.valueOf(form.field("key"));
        Stored promised = files.find(id);
        if (promised == null || !places.signature(id).equals(form.field("X-Amz-Signature"))) {
            throw problem(403, "SignatureDoesNotMatch");
        }
        Part last = form.parts().get(form.parts().size() - 1);
        if (!last.name().equals("file") || last.fileName() == null) {
            throw problem(400, "The last part of the form must be the file");
        }
        String wrong = files.store(
                id, new Stored(promised.key(), promised.name(), last.mediaType(), last.content()), "signed-post");
        if (wrong != null) {
            throw problem(400, wrong);
        }
        exchange.respond(Response.of(204, "text/plain", new byte[0]));
    }

    boolean has(String uri, String key) {
        return files.has(uri.substring(SCHEME.length()), key);
    }

    void clear() {
        files.clear();
    }

    private static ErrorResponseException problem(int status, String message) {
        return new ErrorResponseException(Response.json(status, Json.object().put("error", message)));
    }
}

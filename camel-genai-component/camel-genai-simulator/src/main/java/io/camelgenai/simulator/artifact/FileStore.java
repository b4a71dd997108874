package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's store of generated files, which are fetched by signed URLs and without an API key. */
public final class FileStore {
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+)/(\\d{1,2})\\.([a-z0-9]{3})");

    private final SignedUrls urls;
    private final FileRequestValidator validator;
    private final FileCache cache = new FileCache();
    private final String folder;
    private final Function<String, ? extends @Nullable GeneratedFiles> generations;

    /**
     * Creates a store.
     *
     * @param provider the name of the provider
     * @param options the lifetime of URLs
     * @param generations finds a generation by its id
     */
    public FileStore(
            String provider,
            SimulatorOptions options,
            Function<String, ? extends @Nullable GeneratedFiles> generations) {
        this.urls = new SignedUrls(options.seed(), options.artifactLifetime(), Clock.systemUTC());
        this.validator = new FileRequestValidator(urls);
        this.folder = "/" + provider + "/files/";
        this.generations = generations;
    }

    /** Returns the routes for GET and HEAD. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/files/{file}", "artifact", this::respond),
                new Route("HEAD", "/files/{file}", "artifact", this::respond));
    }

    /** Signs a new URL for a file of a generation, on the host that the request was sent to. */
    public String url(String id, int number, GeneratedFile file, Request request) {
        return "http://" + request.header("Host") + urls.sign(folder, id, number + "." + file.extension());
    }

    private void respond(HttpExchange exchange) {
        validator.check(exchange.request());
        GeneratedFile file = file(exchange.pathParameter("file"));
        if (file == null) {
            throw new ErrorResponseException(FileRequestValidator.noSuchFile());
        }
        respond(exchange, file);
    }

    /** Responds with a file, or with the part of it that the request asks for. */
    public void respond(HttpExchange exchange, GeneratedFile file) {
        exchange.respondAsync(
                () -> ByteRanges.apply(exchange.request(), Response.of(200, file.mediaType(), cache.bytes(file))));
    }

    private @Nullable GeneratedFile file(String path) {
        Matcher name = FILE.matcher(path);
        GeneratedFiles generation = name.matches() ? generations.apply(name.group(1)) : null;
        GeneratedFile file = generation == null ? null : generation.file(Integer.parseInt(name.group(2)));
        return file != null && file.extension().equals(name.group(3)) ? file : null;
    }
}

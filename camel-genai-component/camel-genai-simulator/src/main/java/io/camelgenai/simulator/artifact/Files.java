package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's store of files: no key opens it, only a signed address. */
public final class Files {
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_]+)/(\\d{1,2})\\.([a-z0-9]{3})");

    private final SignedUrls urls;
    private final ArtifactRequests requests;
    private final Gallery gallery = new Gallery();
    private final String folder;
    private final Function<String, ? extends @Nullable Works> generations;

    /**
     * A store.
     *
     * @param provider the provider
     * @param options how long addresses are good
     * @param generations finds what has files by its id
     */
    public Files(String provider, SimulatorOptions options, Function<String, ? extends @Nullable Works> generations) {
        this.urls = new SignedUrls(options.seed(), options.artifactLifetime(), Clock.systemUTC());
        this.requests = new ArtifactRequests(urls);
        this.folder = "/" + provider + "/files/";
        this.generations = generations;
    }

    /**
     * The routes.
     *
     * @return GET and HEAD
     */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/files/{file}", "artifact", this::answer),
                new Route("HEAD", "/files/{file}", "artifact", this::answer));
    }

    /**
     * A fresh address.
     *
     * @param id the id of the generation
     * @param number the number of the file
     * @param work the file
     * @param request a request, because the address is on the host that the client came to
     * @return the whole URL
     */
    public String url(String id, int number, Work work, Request request) {
        return "http://" + request.header("Host") + urls.sign(folder, id, number + "." + work.extension());
    }

    private void answer(Call call) {
        requests.check(call.request());
        Work work = work(call.parameter("file"));
        if (work == null) {
            throw new Rejection(ArtifactRequests.noSuchFile());
        }
        call.replyLater(() -> Ranges.part(call.request(), Response.of(200, work.mediaType(), gallery.file(work))));
    }

    private @Nullable Work work(String file) {
        Matcher name = FILE.matcher(file);
        Works generation = name.matches() ? generations.apply(name.group(1)) : null;
        Work work = generation == null ? null : generation.work(Integer.parseInt(name.group(2)));
        return work != null && work.extension().equals(name.group(3)) ? work : null;
    }
}

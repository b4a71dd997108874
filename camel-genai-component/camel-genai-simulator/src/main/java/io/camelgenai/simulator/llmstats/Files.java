package io.camelgenai.simulator.llmstats;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.ArtifactRequests;
import io.camelgenai.simulator.artifact.Gallery;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.SignedUrls;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.GenerationStore;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store of files behind the gateway: no key opens it, only a signed address. */
final class Files {
    private static final Pattern FILE = Pattern.compile("(gen_[0-9a-f]+)/(\\d{1,2})\\.png");

    private final SignedUrls urls;
    private final ArtifactRequests requests;
    private final Gallery gallery = new Gallery();
    private final String folder;
    private final GenerationStore<Generation> generations;

    Files(SimulatorOptions options, String folder, GenerationStore<Generation> generations) {
        this.urls = new SignedUrls(options.seed(), options.artifactLifetime(), Clock.systemUTC());
        this.requests = new ArtifactRequests(urls);
        this.folder = folder;
        this.generations = generations;
    }

    /** A fresh address on the host that the client came to. */
    String url(Generation generation, int number, Request request) {
        return "http://" + request.header("Host") + urls.sign(folder, generation.id(), number + ".png");
    }

    void answer(Call call) {
        requests.check(call.request());
        Picture picture = picture(call.parameter("file"));
        if (picture == null) {
            throw new Rejection(ArtifactRequests.noSuchFile());
        }
        call.replyLater(() -> Response.of(200, "image/png", gallery.png(picture)));
    }

    private @Nullable Picture picture(String file) {
        Matcher name = FILE.matcher(file);
        Generation generation = name.matches() ? generations.find(name.group(1)) : null;
        return generation == null ? null : generation.picture(Integer.parseInt(name.group(2)));
    }
}

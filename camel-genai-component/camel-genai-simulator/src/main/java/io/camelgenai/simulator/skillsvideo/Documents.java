package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.artifact.Film;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Request;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a generation reads. What films and sounds look like is not documented; they are given as pictures are. */
final class Documents {
    private final Files files;

    Documents(Files files) {
        this.files = files;
    }

    /** As a create answers, and as the list of what runs has it. */
    static ObjectNode brief(Generation generation, String status) {
        return described(generation, status);
    }

    /** As a GET answers. */
    ObjectNode whole(Generation generation, Request request) {
        return whole(generation, generation.status(), request);
    }

    /** As it read or will read when it has a status. */
    ObjectNode whole(Generation generation, String status, Request request) {
        ObjectNode document = described(generation, status);
        document.set("data", status.equals("COMPLETED") ? data(generation, request) : null);
        return document;
    }

    private static ObjectNode described(Generation generation, String status) {
        ObjectNode document = Json.object().put("id", generation.id()).put("status", status);
        document.set("input", generation.input());
        document.set("usage", credits(generation.credits()));
        if (status.equals("FAILED")) {
            String code = generation.directives().failCode();
            document.put("code", generation.kind().errors().code(code == null ? "FAILED" : code))
                    .put("message", "The model could not finish this generation");
        }
        return document;
    }

    /** Credits by pool; here all are subscribed. */
    static ObjectNode credits(long total) {
        return Json.object().put("total", total).put("subscription", total).put("permanent", 0);
    }

    private ObjectNode data(Generation generation, Request request) {
        String type = generation.kind().medium().name().toLowerCase(Locale.ROOT);
        ObjectNode data = Json.object()
                .put("type", type)
                .put("n", generation.count())
                .put("actual_prompt", generation.directives().subject());
        ArrayNode all = data.putArray(type + "s");
        for (int i = 0; i < generation.count(); i++) {
            Work work = generation.work(i);
            if (work != null) {
                all.add(file(work, files.url(generation.id(), i, work, request), i));
            }
        }
        data.set(type, all.get(0));
        return data;
    }

    private static ObjectNode file(Work work, @Nullable String url, int number) {
        ObjectNode file = Json.object()
                .put("url", url)
                .put("file_name", number + "." + work.extension())
                .put("content_type", work.mediaType());
        if (work instanceof Picture picture) {
            file.put("width", picture.width()).put("height", picture.height());
        } else if (work instanceof Film film) {
            file.put("width", film.width()).put("height", film.height());
        }
        return file;
    }
}

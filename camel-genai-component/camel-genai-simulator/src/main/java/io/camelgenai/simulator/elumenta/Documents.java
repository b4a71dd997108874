package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.artifact.Film;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Request;
import org.jspecify.annotations.Nullable;

/** How a generation reads: on its own, in the history, and a model in the catalogue. */
final class Documents {
    static final String FAILURE = "The model could not finish this generation";

    private final Files files;

    Documents(Files files) {
        this.files = files;
    }

    ObjectNode whole(Generation generation, Request request) {
        ObjectNode document = pending(generation);
        if (!generation.isTerminal()) {
            return document;
        }
        Work work = generation.work(0);
        String url = url(generation, work, request);
        document.put("status", generation.status())
                .put("result_text", text(generation))
                .put("result_url", url)
                .put("thumbnail_url", work instanceof Picture ? url : null)
                .put("error", generation.isCompleted() ? null : FAILURE)
                .put("tokens_spent", generation.tokensSpent())
                .put("processing_ms", generation.lastsMillis());
        document.set("result_metadata", metadata(work));
        return document;
    }

    /** As it reads until it has ended: the same fields, with nothing in them. */
    static ObjectNode pending(Generation generation) {
        return Json.object()
                .put("id", Long.parseLong(generation.id()))
                .put("status", "pending")
                .put("model_slug", generation.model())
                .putNull("result_text")
                .putNull("result_url")
                .putNull("thumbnail_url")
                .putNull("error")
                .put("tokens_spent", 0)
                .put("processing_ms", 0)
                .putNull("result_metadata");
    }

    ObjectNode item(Generation generation, Request request) {
        return Json.object()
                .put("id", Long.parseLong(generation.id()))
                .put("model_slug", generation.model())
                .put("model_name", name(generation.model()))
                .put("category", category(generation.request().medium()))
                .put("prompt", generation.request().prompt())
                .put("status", generation.status())
                .put("result_text", text(generation))
                .put("result_url", url(generation, generation.work(0), request))
                .put("tokens_spent", generation.tokensSpent())
                .put("is_favorited", false)
                .putNull("user_rating")
                .put("created_at", generation.createdAt().toString());
    }

    static ObjectNode model(String slug, Medium medium) {
        int cost = Generation.cost(medium);
        ObjectNode model = Json.object()
                .put("slug", slug)
                .put("name", name(slug))
                .put("category", category(medium))
                .put("provider", "simulator")
                .put("min_plan", medium == Medium.TEXT ? "free" : "basic")
                .put("token_cost", cost)
                .put("min_token_cost", cost)
                .put("max_token_cost", 10 * cost)
                .put("description_ru", "Модель симулятора")
                .put("supports_streaming", medium == Medium.TEXT);
        ObjectNode config = model.putObject("config");
        if (medium == Medium.IMAGE) {
            config.putArray("sizes").add("1024x1024").add("1536x1024").add("1024x1536");
            config.putArray("formats").add("webp").add("png").add("jpeg");
            config.putArray("quality_options").add("standard").add("hd");
        }
        return model;
    }

    static String category(Medium medium) {
        return switch (medium) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "tts";
            case TEXT -> "text";
        };
    }

    private static String name(String slug) {
        return slug.replace('-', ' ');
    }

    private static @Nullable String text(Generation generation) {
        Speech speech = generation.speech();
        return speech == null || !generation.isCompleted() ? null : speech.text();
    }

    private @Nullable String url(Generation generation, @Nullable Work work, Request request) {
        return work == null ? null : files.url(generation.id(), 0, work, request);
    }

    private static @Nullable ObjectNode metadata(@Nullable Work work) {
        if (work instanceof Picture picture) {
            return Json.object().put("width", picture.width()).put("height", picture.height());
        }
        if (work instanceof Film film) {
            return Json.object()
                    .put("duration", Film.FRAMES / Film.FRAMES_PER_SECOND)
                    .put("width", film.width())
                    .put("height", film.height());
        }
        return null;
    }
}

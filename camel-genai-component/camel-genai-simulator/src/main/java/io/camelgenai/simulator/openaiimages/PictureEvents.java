package io.camelgenai.simulator.openaiimages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamScript;
import java.util.Objects;

/** The events of one picture: its previews, and then the picture, or an error. */
final class PictureEvents implements StreamScript {
    private static final double FIRST_PREVIEW = 0.1;
    private static final JsonTemplate EVENT = JsonTemplate.of("""
            {"type":"$type","b64_json":"$picture","created_at":"$created","size":"$size","quality":"$quality",
             "background":"opaque","output_format":"png"}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"type":"error","error":{"type":"image_generation_server_error","code":"$code",
             "message":"The server had an error while processing your request.","param":null}}""");

    private final Pictures pictures;
    private final int previews;

    PictureEvents(Pictures pictures) {
        this.pictures = pictures;
        this.previews = pictures.request().previews();
    }

    @Override
    public int frames() {
        return previews + 1;
    }

    @Override
    public long dueNanos(int index) {
        double share = index == previews ? 1 : FIRST_PREVIEW + (1 - FIRST_PREVIEW) * index / previews;
        return (long) (pictures.endNanos() * share);
    }

    @Override
    public byte[] frame(int index) {
        if (index < previews) {
            return ServerSentEvents.event(event("partial_image", index + 1).put("partial_image_index", index));
        }
        if (pictures.request().markers().fail()) {
            String code =
                    Objects.requireNonNullElse(pictures.request().markers().failCode(), "server_error");
            return ServerSentEvents.event(ERROR.fill("code", code));
        }
        return ServerSentEvents.event(event("completed", 0).set("usage", pictures.usage()));
    }

    private ObjectNode event(String type, int picture) {
        return EVENT.fill(
                "type", pictures.request().events() + "." + type,
                "picture", pictures.picture(picture),
                "created", pictures.createdAt().getEpochSecond(),
                "size", pictures.request().size(),
                "quality", pictures.request().quality());
    }
}

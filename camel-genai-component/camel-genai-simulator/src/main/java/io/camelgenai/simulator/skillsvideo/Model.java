package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Shape;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model: what it makes, which fields its input has, and what stands for those that are left out.
 *
 * @param medium what it makes
 * @param input the fields
 * @param defaults for fields that are left out
 * @param credits the price of one result
 */
record Model(Medium medium, Shape input, ObjectNode defaults, int credits) {
    private static final long SAFE = 9_007_199_254_740_991L;
    private static final Shape PROMPT = Shape.text(1, 20_000);
    private static final Shape URL = Shape.form("https?://.+", "a URL");
    private static final Shape URLS = Shape.array(URL, 0, 16);
    private static final Shape COUNT = Shape.integer(1, 4);

    private static final Model VEO = new Model(
            Medium.VIDEO,
            Shape.object()
                    .required("prompt", PROMPT)
                    .optional("mode", Shape.oneOf("text-image", "reference", "frames"))
                    .optional("reference_image_urls", URLS)
                    .optional("first_frame_url", URL)
                    .optional("last_frame_url", URL)
                    .optional("duration", Shape.integer(1, 60))
                    .optional("resolution", Shape.oneOf("720p", "1080p"))
                    .optional("aspect_ratio", Shape.oneOf("16:9", "9:16"))
                    .optional("generate_audio", Shape.bool())
                    .optional("negative_prompt", Shape.text(0, 20_000).orNull())
                    .optional("seed", Shape.integer(-SAFE, SAFE).orNull())
                    .optional("n", COUNT),
            defaults("{'duration':8,'resolution':'1080p','aspect_ratio':'16:9','generate_audio':true,'n':1}"),
            320);
    private static final Model KLING = new Model(
            Medium.VIDEO,
            Shape.object()
                    .required("prompt", PROMPT)
                    .optional("duration", Shape.integer(3, 15))
                    .optional("generate_audio", Shape.bool())
                    .optional("quality", Shape.oneOf("standard", "pro"))
                    .optional("image_url", URL)
                    .optional("first_frame_url", URL)
                    .optional("last_frame_url", URL)
                    .optional("negative_prompt", Shape.text(0, 20_000))
                    .optional("aspect_ratio", Shape.oneOf("9:16", "16:9", "1:1"))
                    .optional("n", COUNT),
            defaults("{'duration':5,'generate_audio':true,'quality':'standard','aspect_ratio':'16:9','n':1}"),
            180);
    private static final Model NANO_BANANA = new Model(
            Medium.IMAGE,
            Shape.object()
                    .required("prompt", PROMPT)
                    .optional("image_urls", URLS)
                    .optional("aspect_ratio", Shape.form("[1-9]\\d?:[1-9]\\d?", "W:H"))
                    .optional("resolution", Shape.oneOf("1K", "2K", "4K"))
                    .optional("n", COUNT),
            defaults("{'aspect_ratio':'1:1','resolution':'1K','n':1}"),
            30);
    private static final Model SPEECH = new Model(
            Medium.AUDIO,
            Shape.object().required("prompt", PROMPT).optional("voice", Shape.text(1, 100)),
            defaults("{'voice':'default'}"),
            5);
    private static final Map<String, Model> ALL = Map.of(
            "google/veo-3.1", VEO,
            "google/veo-3.1-fast", VEO,
            "google/veo-3.1-lite", VEO,
            "kling-ai/v3/video", KLING,
            "google/nano-banana-pro", NANO_BANANA,
            "minimax/speech-2.6-hd", SPEECH);

    static @Nullable Model of(String name) {
        return ALL.get(name);
    }

    Errors errors() {
        return new Errors(medium);
    }

    private static ObjectNode defaults(String json) {
        return (ObjectNode) Objects.requireNonNull(Json.parse(json.replace('\'', '"')));
    }
}

package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model.
 *
 * @param medium what it generates
 * @param input the fields of its input
 * @param defaults the values of omitted fields
 * @param credits the price of one result
 */
record Model(Medium medium, Schema input, ObjectNode defaults, int credits) {
    private static final long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;
    private static final Schema PROMPT = Schema.text(1, 20_000);
    private static final Schema URL = Schema.matching("https?://.+", "a URL");
    private static final Schema URLS = Schema.array(URL, 0, 16);
    private static final Schema COUNT = Schema.integer(1, 4);

    private static final Model VEO = new Model(
            Medium.VIDEO,
            Schema.object()
                    .required("prompt", PROMPT)
                    .optional("mode", Schema.oneOf("text-image", "reference", "frames"))
                    .optional("reference_image_urls", URLS)
                    .optional("first_frame_url", URL)
                    .optional("last_frame_url", URL)
                    .optional("duration", Schema.integer(1, 60))
                    .optional("resolution", Schema.oneOf("720p", "1080p"))
                    .optional("aspect_ratio", Schema.oneOf("16:9", "9:16"))
                    .optional("generate_audio", Schema.bool())
                    .optional("negative_prompt", Schema.text(0, 20_000).orNull())
                    .optional(
                            "seed",
                            Schema.integer(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER).orNull())
                    .optional("n", COUNT),
            defaults("{'duration':8,'resolution':'1080p','aspect_ratio':'16:9','generate_audio':true,'n':1}"),
            320);
    private static final Model KLING = new Model(
            Medium.VIDEO,
            Schema.object()
                    .required("prompt", PROMPT)
                    .optional("duration", Schema.integer(3, 15))
                    .optional("generate_audio", Schema.bool())
                    .optional("quality", Schema.oneOf("standard", "pro"))
                    .optional("image_url", URL)
                    .optional("first_frame_url", URL)
                    .optional("last_frame_url", URL)
                    .optional("negative_prompt", Schema.text(0, 20_000))
                    .optional("aspect_ratio", Schema.oneOf("9:16", "16:9", "1:1"))
                    .optional("n", COUNT),
            defaults("{'duration':5,'generate_audio':true,'quality':'standard','aspect_ratio':'16:9','n':1}"),
            180);
    private static final Model NANO_BANANA = new Model(
            Medium.IMAGE,
            Schema.object()
                    .required("prompt", PROMPT)
                    .optional("image_urls", URLS)
                    .optional("aspect_ratio", Schema.matching("[1-9]\\d?:[1-9]\\d?", "W:H"))
                    .optional("resolution", Schema.oneOf("1K", "2K", "4K"))
                    .optional("n", COUNT),
            defaults("{'aspect_ratio':'1:1','resolution':'1K','n':1}"),
            30);
    private static final Model SPEECH = new Model(
            Medium.AUDIO,
            Schema.object().required("prompt", PROMPT).optional("voice", Schema.text(1, 100)),
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

    ErrorEnvelope errors() {
        return SkillsVideo.errors(medium);
    }

    private static ObjectNode defaults(String json) {
        return (ObjectNode) Objects.requireNonNull(Json.parse(json.replace('\'', '"')));
    }
}

package io.camelgenai.simulator.openaiimages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.Base64;

/** The pictures of one request, each an eighth as large as it says, so that they are drawn quickly. */
final class Pictures extends SimulatedGeneration {
    private static final int SCALE = 8;
    private static final int TOKENS_OF_A_PICTURE = 1056;
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"created":"$created","background":"opaque","data":"$data","output_format":"png","quality":"$quality",
             "size":"$size","usage":"$usage"}""");
    private static final JsonTemplate PICTURE = JsonTemplate.of("""
            {"b64_json":"$picture"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"input_tokens":"$input","input_tokens_details":{"image_tokens":0,"text_tokens":"$input"},
             "output_tokens":"$output","total_tokens":"$total"}""");

    private final ImageRequest request;
    private final long seed;

    Pictures(String id, String key, ImageRequest request, SimulatorOptions options) {
        super(id, key, request.model(), durationNanos(id, request.markers(), Medium.IMAGE.millis(), options));
        this.request = request;
        this.seed = options.seed();
    }

    /** The provider does not name a status; these names are the simulator's own. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : request.markers().fail() ? "failed" : "completed";
    }

    ImageRequest request() {
        return request;
    }

    /** Returns the response to a create without streaming. */
    ObjectNode document() {
        ArrayNode data = Json.array();
        for (int number = 0; number < request.count(); number++) {
            data.add(PICTURE.fill("picture", picture(number)));
        }
        return DOCUMENT.fill(
                "created", createdAt().getEpochSecond(),
                "data", data,
                "quality", request.quality(),
                "size", request.size(),
                "usage", usage());
    }

    /** Returns a picture in base64. */
    String picture(int number) {
        String[] sides = request.size().split("x");
        ImageFile file = new ImageFile(
                request.markers().subject(),
                seed + number,
                Math.max(SCALE, Integer.parseInt(sides[0]) / SCALE),
                Math.max(SCALE, Integer.parseInt(sides[1]) / SCALE));
        return Base64.getEncoder().encodeToString(file.render());
    }

    ObjectNode usage() {
        int input = Tokenizer.count(request.prompt());
        int output = request.count() * TOKENS_OF_A_PICTURE + request.previews() * 100;
        return USAGE.fill("input", input, "output", output, "total", input + output);
    }
}

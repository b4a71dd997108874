package io.camelgenai.examples.quarkus;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * What a caller asks for.
 *
 * @param text the prompt
 * @param model one of the models of the gateway
 */
record Prompt(String text, String model) {

    static Prompt of(RoutingContext context, Map<String, ?> models) {
        JsonObject request = json(context);
        Object text = request.getValue("prompt");
        Object model = request.getValue("model", Offers.STANDARD);
        if (!(text instanceof String prompt) || prompt.isBlank()) {
            throw new ProblemException(
                    new Problem(400, "no-prompt", "Send a JSON object with the text in \"prompt\"", null));
        }
        if (!(model instanceof String name) || !models.containsKey(name)) {
            throw new ProblemException(new Problem(
                    400,
                    "unknown-model",
                    "Choose another model, or leave it out",
                    "The models are " + String.join(", ", models.keySet())));
        }
        return new Prompt(prompt, name);
    }

    /** The same for the same request only. */
    String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((model + '\n' + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page of another site can make a browser send any text, but no JSON: what it would create is paid for. */
    private static JsonObject json(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ProblemException(
                    new Problem(415, "no-json", "Send JSON with the header Content-Type: application/json", null));
        }
        try {
            JsonObject request = context.body().asJsonObject();
            return request == null ? new JsonObject() : request;
        } catch (DecodeException | ClassCastException e) {
            throw new ProblemException(new Problem(
                    400, "no-json", "Send a JSON object, as in {\"prompt\": \"Why is the sea salty?\"}", null));
        }
    }
}

package io.camelgenai.simulator.openaiimages;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.openai.OpenAiErrors;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * OpenAI's pictures, according to its SDK; that a stream has one picture is reported by a gateway in front of it. The base URL
 * takes the place of the one that ends in {@code /v1}. From memory: the shape of an error within a stream.
 */
public final class OpenAiImages extends ProviderSupport<Pictures> {
    static final ErrorEnvelope ERRORS = OpenAiErrors.with("""
            400 invalid_value moderation_blocked unknown_parameter
            """);
    private static final String BLOCKED = "moderation_blocked";

    /** Creates a provider without pictures. */
    public OpenAiImages(SimulatorOptions options, CreationLog created) {
        // Pictures cannot be read again.
        super("openai-images", options, created, pictures -> true);
        route("POST", "/images/generations", "create", exchange -> create(exchange, ImageRequest::read));
        route("POST", "/images/edits", "create", exchange -> create(exchange, this::edit));
    }

    @Override
    public String sampleKey() {
        return "sk-simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        return requestId("x-request-id");
    }

    private ImageRequest edit(Request request) {
        EditForm form = EditForm.read(request);
        ImageRequest edit = ImageRequest.edit(form.fields());
        form.files().forEach(created().files()::add);
        return edit;
    }

    private void create(HttpExchange exchange, Function<Request, ImageRequest> reader) {
        String key = requireKey(exchange.request(), "", ERRORS.status(401));
        ImageRequest request = reader.apply(exchange.request());
        PromptMarkers markers = request.markers();
        admit(key, markers, ERRORS, failure(BLOCKED));
        if (request.stream() && request.count() > 1) {
            throw new ErrorResponseException(
                    ERRORS.error(400, "invalid_value", "Streaming is only supported with n=1.", "param", "n"));
        }
        Pictures pictures = add(new Pictures(ids().hex(), key, request, options()));
        if (request.stream()) {
            StreamPlayer.play(exchange, pictures, new PictureEvents(pictures));
            return;
        }
        String code = Objects.requireNonNullElse(markers.failCode(), "server_error");
        Response response = markers.fail() ? failure(code) : Response.json(200, pictures.document());
        exchange.schedule(pictures.remainingNanos(), () -> exchange.respond(response));
    }

    private static Response failure(String code) {
        return code.equals(BLOCKED)
                ? ERRORS.error(
                        400,
                        code,
                        "Your request was rejected by the safety system.",
                        "type",
                        "image_generation_user_error")
                : ERRORS.error(500, code, "The server had an error while processing your request.");
    }
}

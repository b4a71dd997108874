package io.camelgenai.simulator.openaichat;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.schema.UnfitSchemaException;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.regex.PatternSyntaxException;

/** Completes chats that are requests of a batch. */
public final class ChatModel implements LineRequest.Model {
    /** The errors that one request has by itself. */
    public static final ErrorEnvelope ERRORS = OpenAiChat.ERRORS;

    /** The response to a prompt whose content is rejected. */
    public static final Response REJECTED = OpenAiChat.CONTENT_REJECTED;

    private final SimulatorOptions options;
    private final SeededRandom ids;

    /** Creates a model whose completions have ids of their own. */
    public ChatModel(SimulatorOptions options, SeededRandom ids) {
        this.options = options;
        this.ids = ids;
    }

    @Override
    public LineRequest.Answer answer(Request sent) {
        ChatRequest request = ChatRequest.read(sent);
        if (request.stream()) {
            throw new ErrorResponseException(OpenAiChat.invalid("Streaming is not supported in batches.", "stream"));
        }
        String id = "chatcmpl-" + ids.hex();
        try {
            Completion completion = new Completion(id, "", request, new Choices(request, options).create(id));
            return new LineRequest.Answer(
                    request.markers(),
                    completion.fails() ? null : completion.document(),
                    completion.usage().get("prompt_tokens").intValue(),
                    completion.usage().get("completion_tokens").intValue());
        } catch (UnfitSchemaException | PatternSyntaxException e) {
            throw new ErrorResponseException(
                    OpenAiChat.invalid("The simulator found no value for a schema: " + e.getMessage(), null));
        }
    }
}

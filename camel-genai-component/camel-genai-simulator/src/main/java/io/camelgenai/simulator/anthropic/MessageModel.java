package io.camelgenai.simulator.anthropic;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;

/** Writes messages for requests of a batch. */
public final class MessageModel implements LineRequest.Model {
    /** The errors of the provider. */
    public static final ErrorEnvelope ERRORS = Anthropic.ERRORS;

    /** The response to a prompt whose content is rejected. */
    public static final Response REJECTED = Anthropic.invalid("The prompt was refused");

    private final SimulatorOptions options;
    private final SeededRandom ids;

    /** Creates a model whose messages have ids of their own. */
    public MessageModel(SimulatorOptions options, SeededRandom ids) {
        this.options = options;
        this.ids = ids;
    }

    @Override
    public LineRequest.Answer answer(Request sent) {
        MessageRequest request = MessageRequest.read(sent);
        if (request.stream()) {
            throw new ErrorResponseException(Anthropic.invalid("stream: Streaming is not supported in batches"));
        }
        if (request.maxTokens() == 0) {
            throw new ErrorResponseException(Anthropic.invalid("max_tokens: 0 is not supported in batches"));
        }
        TimedText text = ProviderSupport.text(
                options, request.markers(), request.schema(), request.maxTokens(), Anthropic::invalid);
        Message message = new Message("msg_" + ids.hex(), "", request, text);
        return new LineRequest.Answer(
                request.markers(),
                message.fails() ? null : message.document(),
                Tokenizer.count(request.prompt()),
                text.size());
    }
}

package io.camelgenai.component.message;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import java.io.InputStream;
import java.util.Objects;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Replaces a body by its text: a {@link Generation} by its whole text, a {@link GenerationEvent} by its piece of text, a
 * {@link GenerationStream} by an {@link InputStream} of the text as it arrives. Empty where there is no text: reasoning, and the
 * arguments of a tool call, are none. Any other body is unchanged.
 */
@DataTypeTransformer(name = "genai:text", description = "The text of a generation, of an event, or of a stream")
public class TextDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType fromType, DataType toType) throws InvalidPayloadException {
        Object body = message.getBody();
        if (body instanceof Generation generation) {
            message.setBody(Objects.requireNonNullElse(generation.text(), ""));
        } else if (body instanceof GenerationEvent event) {
            message.setBody(Objects.requireNonNullElse(TextInputStream.text(event), ""));
        } else if (body instanceof GenerationStream) {
            message.setBody(message.getMandatoryBody(InputStream.class));
        }
    }
}

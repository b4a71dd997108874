package io.camelgenai.component;

import io.camelgenai.tracking.Subscriber.Handover;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * The message of a consumer's exchange. Its headers are written when the route first asks for one: most routes that take
 * many small events look at the body alone.
 */
final class GenAiMessage extends DefaultMessage {

    private final Handover handover;

    private GenAiMessage(CamelContext context, Handover handover, Object body) {
        super(context);
        this.handover = handover;
        setBody(body);
    }

    static GenAiMessage ofEvent(CamelContext context, Handover handover) {
        return new GenAiMessage(context, handover, handover.event());
    }

    static GenAiMessage ofEnd(CamelContext context, Handover handover) {
        return new GenAiMessage(context, handover, handover.tracked().generation());
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return true;
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> headers) {
        OutHeaders.Sink known = (header, value) -> {
            if (value != null) {
                headers.put(header, value);
            }
        };
        if (getBody() == handover.event()) {
            OutHeaders.event(handover.event(), known);
        } else {
            OutHeaders.generation(handover.tracked().generation(), known);
        }
        OutHeaders.origin(handover.tracked().origin(), handover.again(), known);
    }
}

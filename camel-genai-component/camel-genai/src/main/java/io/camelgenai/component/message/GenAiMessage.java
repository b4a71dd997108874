package io.camelgenai.component.message;

import io.camelgenai.tracking.deliver.Subscriber.Handover;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * The message of a consumer's exchange. Its headers are written when the route first asks for one, because most routes that
 * receive many small events read only the body.
 */
public final class GenAiMessage extends DefaultMessage {

    private final Handover handover;
    private final boolean ofEvent;

    private GenAiMessage(CamelContext context, Handover handover, boolean ofEvent) {
        super(context);
        this.handover = handover;
        this.ofEvent = ofEvent;
        setBody(ofEvent ? handover.event() : handover.tracked().generation());
    }

    public static GenAiMessage ofEvent(CamelContext context, Handover handover) {
        return new GenAiMessage(context, handover, true);
    }

    public static GenAiMessage ofTerminal(CamelContext context, Handover handover) {
        return new GenAiMessage(context, handover, false);
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return true;
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> headers) {
        ExchangeOutput.Headers known = (header, value) -> {
            if (value != null) {
                headers.put(header, value);
            }
        };
        if (ofEvent) {
            ExchangeOutput.event(handover, known);
        } else {
            ExchangeOutput.terminal(handover, known);
        }
    }
}

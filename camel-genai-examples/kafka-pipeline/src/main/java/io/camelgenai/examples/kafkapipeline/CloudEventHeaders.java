package io.camelgenai.examples.kafkapipeline;

import io.camelgenai.generation.Generation;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes a message with a generation a CloudEvent: the attributes are headers (binary content mode of the Kafka protocol binding, version 1.0.2
 * of CloudEvents). The id is the same however often the completion is delivered, so that a receiver recognizes a duplicate.
 */
final class CloudEventHeaders implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Generation generation = message.getMandatoryBody(Generation.class);
        String status = generation.status().name().toLowerCase(Locale.ROOT);
        message.setHeader("ce_specversion", "1.0");
        message.setHeader("ce_id", generation.id() + "/" + status);
        message.setHeader("ce_source", "genai:" + generation.provider());
        message.setHeader("ce_type", "io.camelgenai.generation." + status);
        message.setHeader("ce_subject", message.getHeader("order"));
        message.setHeader("content-type", "application/json");
    }
}

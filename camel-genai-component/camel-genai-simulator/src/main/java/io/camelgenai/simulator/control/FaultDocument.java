package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.FaultBuilder;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and writes faults as JSON, with the field names of {@link Fault} and its builder. */
final class FaultDocument {
    private static final String[] KINDS =
            Arrays.stream(Fault.Kind.values()).map(Enum::name).toArray(String[]::new);
    private static final Schema NAME = Schema.text(1, 100).orNull();
    private static final Schema COUNT = Schema.integer(0, Integer.MAX_VALUE);
    private static final Schema FAULT = Schema.object()
            .required("kind", Schema.oneOf(KINDS))
            .optional("provider", NAME)
            .optional("operation", NAME)
            .optional("times", Schema.integer(1, Integer.MAX_VALUE))
            .optional("status", Schema.integer(200, 599))
            .optional("retryAfter", Schema.text(0, 1000).or(COUNT))
            .optional("body", Schema.text(0, 1 << 20))
            .optional("delayMillis", COUNT)
            .optional("beforeFrame", COUNT)
            .optional("insideFrame", COUNT)
            .optional("afterBytes", COUNT);

    private FaultDocument() {}

    /**
     * Reads one fault or an array of faults.
     *
     * @throws IllegalArgumentException with the reason if the text is not such a document
     */
    static List<Fault> read(String text) {
        JsonNode document = Json.parse(text);
        if (document == null) {
            throw new IllegalArgumentException("The body is not JSON");
        }
        List<Fault> faults = new ArrayList<>();
        if (document.isArray()) {
            document.forEach(item -> faults.add(fault(item)));
        } else {
            faults.add(fault(document));
        }
        return faults;
    }

    /** Writes a fault with the fields that {@link #read} takes; values that the kind does not use are left out. */
    static ObjectNode write(Fault fault) {
        ObjectNode document = Json.object()
                .put("kind", fault.kind().name())
                .put("provider", fault.provider())
                .put("operation", fault.operation())
                .put("times", fault.times());
        if (fault.kind() == Fault.Kind.STATUS) {
            document.put("status", fault.status());
        }
        if (fault.retryAfter() != null) {
            document.put("retryAfter", fault.retryAfter());
        }
        if (fault.body() != null) {
            document.put("body", fault.body());
        }
        if (!fault.delay().isZero()) {
            document.put("delayMillis", fault.delay().toMillis());
        }
        long count = fault.position().count();
        switch (fault.position().place()) {
            case BEFORE_ANSWER -> {}
            case BEFORE_FRAME -> document.put("beforeFrame", count);
            case INSIDE_FRAME -> document.put("insideFrame", count);
            case AFTER_BYTES -> document.put("afterBytes", count);
        }
        return document;
    }

    private static Fault fault(JsonNode document) {
        List<ValidationError> errors = FAULT.errors(document);
        if (!errors.isEmpty()) {
            ValidationError first = errors.get(0);
            String field = first.path().isEmpty() ? "A fault" : first.dotted();
            throw new IllegalArgumentException(field + " " + first.message());
        }
        FaultBuilder fault = Fault.of(Fault.Kind.valueOf(document.get("kind").textValue()))
                .on(
                        document.path("provider").textValue(),
                        document.path("operation").textValue())
                .times(document.path("times").asInt(1));
        if (document.has("status")) {
            fault.withStatus(document.get("status").intValue());
        }
        if (document.has("retryAfter")) {
            fault.retryAfter(document.get("retryAfter").asText());
        }
        if (document.has("body")) {
            fault.body(document.get("body").textValue());
        }
        if (document.has("delayMillis")) {
            fault.withDelay(Duration.ofMillis(document.get("delayMillis").asLong()));
        }
        setPosition(fault, document);
        return fault.build();
    }

    private static void setPosition(FaultBuilder fault, JsonNode document) {
        if (document.has("beforeFrame")) {
            fault.beforeFrame(document.get("beforeFrame").intValue());
        } else if (document.has("insideFrame")) {
            fault.insideFrame(document.get("insideFrame").intValue());
        } else if (document.has("afterBytes")) {
            fault.afterBytes(document.get("afterBytes").longValue());
        }
    }
}

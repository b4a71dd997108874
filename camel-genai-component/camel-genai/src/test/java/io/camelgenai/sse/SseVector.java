package io.camelgenai.sse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One case of {@code sse-vectors.json}.
 *
 * @param name the name of the case
 * @param bytes the whole stream
 * @param chunks the offsets at which a read ends, where the case specifies them
 * @param expected the expected content
 */
record SseVector(String name, byte[] bytes, int[] chunks, Reading expected) {

    static Stream<SseVector> all() {
        try (InputStream file = SseVector.class.getResourceAsStream("/sse-vectors.json")) {
            JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(file));
            return StreamSupport.stream(cases.spliterator(), false).map(SseVector::read);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SseVector read(JsonNode node) {
        try {
            List<ServerSentEvent> events = new ArrayList<>();
            for (JsonNode event : node.required("expected")) {
                events.add(new ServerSentEvent(text(event, "id"), text(event, "event"), text(event, "data")));
            }
            JsonNode retry = node.required("expected_retry");
            return new SseVector(
                    text(node, "name"),
                    node.required("bytes_base64").binaryValue(),
                    StreamSupport.stream(node.path("chunks").spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray(),
                    new Reading(events, retry.isNull() ? -1 : retry.longValue(), text(node, "expected_last_event_id")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }

    @Override
    public String toString() {
        return name;
    }
}

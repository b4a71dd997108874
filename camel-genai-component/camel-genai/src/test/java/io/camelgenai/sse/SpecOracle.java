package io.camelgenai.sse;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of section 9.2.6 as they stand in the standard, on a whole stream at once: slow, simple, and made without a
 * look at the reader.
 */
final class SpecOracle {

    private final List<ServerSentEvent> events = new ArrayList<>();
    private String dataBuffer = "";
    private boolean dataSeen;
    private String typeBuffer = "";
    private String idBuffer = "";
    private String lastEventId = "";
    private BigInteger retry = BigInteger.ONE.negate();

    private SpecOracle() {}

    static Reading read(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String[] lines = body.split("\r\n|\r|\n", -1);
        SpecOracle oracle = new SpecOracle();
        // What stands behind the last line end is no line.
        for (int i = 0; i < lines.length - 1; i++) {
            oracle.line(lines[i]);
        }
        long millis = oracle.retry.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        return new Reading(oracle.events, millis, oracle.lastEventId);
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon < 0) {
            field(line, "");
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> typeBuffer = value;
            case "data" -> {
                dataBuffer += value + "\n";
                dataSeen = true;
            }
            case "id" -> idBuffer = value.contains("\0") ? idBuffer : value;
            case "retry" -> retry = value.matches("[0-9]+") ? new BigInteger(value) : retry;
            default -> {}
        }
    }

    private void dispatch() {
        lastEventId = idBuffer;
        if (dataSeen) {
            String data = dataBuffer.substring(0, dataBuffer.length() - 1);
            events.add(new ServerSentEvent(lastEventId, typeBuffer.isEmpty() ? "message" : typeBuffer, data));
        }
        dataBuffer = "";
        dataSeen = false;
        typeBuffer = "";
    }
}

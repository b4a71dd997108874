package io.camelgenai.sse;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of section 9.2.6 of the WHATWG HTML standard, applied to a whole stream: slow, simple, and written independently
 * of the reader.
 */
final class SpecOracle {

    private final List<ServerSentEvent> events = new ArrayList<>();
    private String dataBuffer = "";
    private boolean dataSeen;
    private String typeBuffer = "";
    private String idBuffer = "";
    private String lastEventId = "";
    private BigInteger retry = BigInteger.ONE.negate();
    private ServerSentEvent unfinished;

    private final long limit;
    private long dataBytes;

    private SpecOracle(long limit) {
        this.limit = limit;
    }

    static Reading read(byte[] stream) {
        return read(stream, Long.MAX_VALUE).reading();
    }

    /** Reads with a limit in bytes for each line, and for all data lines of one event together. */
    static StreamResult read(byte[] stream, long limit) {
        SpecOracle oracle = new SpecOracle(limit);
        boolean complete = oracle.lines(split(stream));
        return new StreamResult(oracle.reading(), !complete, complete ? oracle.unfinished : null);
    }

    private Reading reading() {
        long millis = retry.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        return new Reading(events, millis, lastEventId);
    }

    /** The lines, and the rest after the last line end, each as Latin-1, which preserves bytes. */
    private static String[] split(byte[] stream) {
        String bytes = new String(stream, StandardCharsets.ISO_8859_1);
        String body = bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes;
        return body.split("\r\n|\r|\n", -1);
    }

    /** Whether nothing exceeded the limit. */
    private boolean lines(String[] lines) {
        for (int i = 0; i < lines.length; i++) {
            dataBytes =
                    lines[i].isEmpty() ? 0 : dataBytes + (lines[i].matches("data(:(?s:.*))?") ? lines[i].length() : 0);
            if (lines[i].length() > limit || dataBytes > limit) {
                return false;
            }
            String text = new String(lines[i].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            if (i < lines.length - 1) {
                line(text);
            } else {
                end(text);
            }
        }
        return true;
    }

    /** The rest after the last line end is not a line, but it may complete an end marker. */
    private void end(String rest) {
        BigInteger retryBefore = retry;
        String idBefore = lastEventId;
        int before = events.size();
        if (!rest.isEmpty()) {
            line(rest);
        }
        idBuffer = idBefore;
        dispatch();
        retry = retryBefore;
        unfinished = events.size() > before ? events.remove(before) : null;
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

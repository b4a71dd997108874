package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.Fault.Kind;
import io.camelgenai.simulator.Fault.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bends one answer as a fault says: ends it, or changes a frame or the order of two. */
final class FaultyOutlet implements Outlet {
    private static final byte[] GARBAGE_FRAME = "data: {\"garbage\": tru\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GARBAGE = "<garbage \\{[".getBytes(StandardCharsets.UTF_8);

    private static final Pattern STATUS_WORD = Pattern.compile("(\"status\"\\s*:\\s*)\"[^\"]*\"");
    private static final Set<Kind> CHANGING =
            EnumSet.of(Kind.GARBAGE, Kind.DUPLICATE, Kind.OUT_OF_ORDER, Kind.UNKNOWN_STATUS);

    private final ChannelOutlet wire;
    private final Fault fault;
    private byte @Nullable [] late;
    private boolean streaming;
    private boolean struck;
    private int frames;
    private long bytes;

    FaultyOutlet(ChannelOutlet wire, Fault fault) {
        this.wire = wire;
        this.fault = fault;
    }

    @Override
    public byte[] document(byte[] body) {
        return fault.kind() == Kind.UNKNOWN_STATUS ? withUnknownStatus(body) : body;
    }

    @Override
    public void head(int status, Map<String, String> headers, long length) {
        if (fault.kind() == Kind.DROP_AFTER_CREATE || (bends() && at(Place.BEFORE_ANSWER, 0))) {
            strike();
            return;
        }
        streaming = length == STREAM;
        // A body of a stated length can not end cleanly before it is whole, a chunked one can.
        wire.head(status, headers, fault.kind() == Kind.CLEAN_END ? STREAM : length);
        if (bends() && (at(Place.BEFORE_FRAME, 0) || at(Place.AFTER_BYTES, 0))) {
            strike();
        }
    }

    @Override
    public void frame(byte[] frame) {
        if (struck) {
            return;
        }
        int number = frames++;
        if (CHANGING.contains(fault.kind())) {
            change(frame, fault.position().count() == number);
            return;
        }
        long room = fault.position().count() - bytes;
        if (at(Place.INSIDE_FRAME, number)) {
            wire.frame(Arrays.copyOf(frame, frame.length / 2));
            strike();
        } else if (fault.position().place() == Place.AFTER_BYTES && frame.length >= room) {
            wire.frame(Arrays.copyOf(frame, (int) room));
            strike();
        } else {
            bytes += frame.length;
            wire.frame(frame);
            if (at(Place.BEFORE_FRAME, frames)) {
                strike();
            }
        }
    }

    @Override
    public void flush() {
        wire.flush();
    }

    @Override
    public void end() {
        if (!struck) {
            sendLate();
            wire.end();
        }
    }

    @Override
    public boolean isOpen() {
        return !struck && wire.isOpen();
    }

    /** Sends a frame that may be the one that is changed; with it or behind it the one that was held back. */
    private void change(byte[] frame, boolean chosen) {
        switch (chosen ? fault.kind() : Kind.DELAY) {
            case GARBAGE -> wire.frame(garbage(frame));
            case UNKNOWN_STATUS -> wire.frame(streaming ? withUnknownStatus(frame) : frame);
            case DUPLICATE -> {
                wire.frame(frame);
                wire.frame(frame);
            }
            case OUT_OF_ORDER -> late = frame;
            default -> {
                wire.frame(frame);
                sendLate();
            }
        }
    }

    private void sendLate() {
        if (late != null) {
            wire.frame(late);
            late = null;
        }
    }

    private byte[] withUnknownStatus(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        String word = Matcher.quoteReplacement(String.valueOf(fault.body()));
        return STATUS_WORD.matcher(text).replaceFirst("$1\"" + word + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private void strike() {
        struck = true;
        switch (fault.kind()) {
            case RESET -> wire.reset();
            case CLEAN_END -> wire.end();
            case STALL -> wire.flush();
            default -> wire.cut();
        }
    }

    private boolean bends() {
        return !CHANGING.contains(fault.kind());
    }

    private boolean at(Place place, long count) {
        return fault.position().place() == place && fault.position().count() == count;
    }

    private byte[] garbage(byte[] frame) {
        if (streaming) {
            return GARBAGE_FRAME;
        }
        byte[] nonsense = new byte[frame.length];
        for (int i = 0; i < nonsense.length; i++) {
            nonsense[i] = GARBAGE[i % GARBAGE.length];
        }
        return nonsense;
    }
}

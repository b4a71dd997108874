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

/** Injects a fault into a response: ends it early, or changes one frame or the order of two. */
final class FaultyResponseWriter implements ResponseWriter {
    private static final byte[] GARBAGE_FRAME = "data: {\"garbage\": tru\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GARBAGE = "<garbage \\{[".getBytes(StandardCharsets.UTF_8);

    private static final Pattern STATUS_FIELD = Pattern.compile("(\"status\"\\s*:\\s*)\"[^\"]*\"");
    private static final Set<Kind> FRAME_CHANGES =
            EnumSet.of(Kind.GARBAGE, Kind.DUPLICATE, Kind.OUT_OF_ORDER, Kind.UNKNOWN_STATUS);

    private final ChannelResponseWriter delegate;
    private final Fault fault;
    private byte @Nullable [] delayedFrame;
    private boolean streaming;
    private boolean ended;
    private int frames;
    private long bytes;

    FaultyResponseWriter(ChannelResponseWriter delegate, Fault fault) {
        this.delegate = delegate;
        this.fault = fault;
    }

    @Override
    public byte[] document(byte[] body) {
        return fault.kind() == Kind.UNKNOWN_STATUS ? withUnknownStatus(body) : body;
    }

    @Override
    public void head(int status, Map<String, String> headers, long length) {
        if (fault.kind() == Kind.DROP_AFTER_CREATE || (endsEarly() && at(Place.BEFORE_ANSWER, 0))) {
            apply();
            return;
        }
        streaming = length == STREAM;
        // A body of a stated length cannot end cleanly before it is complete, but a chunked one can.
        delegate.head(status, headers, fault.kind() == Kind.CLEAN_END ? STREAM : length);
        if (endsEarly() && (at(Place.BEFORE_FRAME, 0) || at(Place.AFTER_BYTES, 0))) {
            apply();
        }
    }

    @Override
    public void frame(byte[] frame) {
        if (ended) {
            return;
        }
        int number = frames++;
        if (FRAME_CHANGES.contains(fault.kind())) {
            change(frame, fault.position().count() == number);
            return;
        }
        long remaining = fault.position().count() - bytes;
        if (at(Place.INSIDE_FRAME, number)) {
            delegate.frame(Arrays.copyOf(frame, frame.length / 2));
            apply();
        } else if (fault.position().place() == Place.AFTER_BYTES && frame.length >= remaining) {
            delegate.frame(Arrays.copyOf(frame, (int) remaining));
            apply();
        } else {
            bytes += frame.length;
            delegate.frame(frame);
            if (at(Place.BEFORE_FRAME, frames)) {
                apply();
            }
        }
    }

    @Override
    public void flush() {
        delegate.flush();
    }

    @Override
    public void end() {
        if (!ended) {
            sendDelayed();
            delegate.end();
        }
    }

    @Override
    public boolean isOpen() {
        return !ended && delegate.isOpen();
    }

    /** Writes a frame, changed if it is the chosen one, and then the delayed frame. */
    private void change(byte[] frame, boolean chosen) {
        switch (chosen ? fault.kind() : Kind.DELAY) {
            case GARBAGE -> delegate.frame(garbage(frame));
            case UNKNOWN_STATUS -> delegate.frame(streaming ? withUnknownStatus(frame) : frame);
            case DUPLICATE -> {
                delegate.frame(frame);
                delegate.frame(frame);
            }
            case OUT_OF_ORDER -> delayedFrame = frame;
            default -> {
                delegate.frame(frame);
                sendDelayed();
            }
        }
    }

    private void sendDelayed() {
        if (delayedFrame != null) {
            delegate.frame(delayedFrame);
            delayedFrame = null;
        }
    }

    private byte[] withUnknownStatus(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        String word = Matcher.quoteReplacement(String.valueOf(fault.body()));
        return STATUS_FIELD.matcher(text).replaceFirst("$1\"" + word + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private void apply() {
        ended = true;
        switch (fault.kind()) {
            case RESET -> delegate.reset();
            case CLEAN_END -> delegate.end();
            case STALL -> delegate.flush();
            default -> delegate.cut();
        }
    }

    private boolean endsEarly() {
        return !FRAME_CHANGES.contains(fault.kind());
    }

    private boolean at(Place place, long count) {
        return fault.position().place() == place && fault.position().count() == count;
    }

    private byte[] garbage(byte[] frame) {
        if (streaming) {
            return GARBAGE_FRAME;
        }
        byte[] garbage = new byte[frame.length];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = GARBAGE[i % GARBAGE.length];
        }
        return garbage;
    }
}

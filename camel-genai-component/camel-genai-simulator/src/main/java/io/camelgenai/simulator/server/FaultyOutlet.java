package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.Fault.Kind;
import io.camelgenai.simulator.Fault.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Bends one answer as a fault says. Further kinds that change frames or their order belong here. */
final class FaultyOutlet implements Outlet {
    private static final byte[] GARBAGE_FRAME = "data: {\"garbage\": tru\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GARBAGE = "<garbage \\{[".getBytes(StandardCharsets.UTF_8);

    private final ChannelOutlet wire;
    private final Fault fault;
    private boolean streaming;
    private boolean struck;
    private int frames;
    private long bytes;

    FaultyOutlet(ChannelOutlet wire, Fault fault) {
        this.wire = wire;
        this.fault = fault;
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
        if (fault.kind() == Kind.GARBAGE) {
            wire.frame(fault.position().count() == number ? garbage(frame) : frame);
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
            wire.end();
        }
    }

    @Override
    public boolean isOpen() {
        return !struck && wire.isOpen();
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
        return fault.kind() != Kind.GARBAGE;
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

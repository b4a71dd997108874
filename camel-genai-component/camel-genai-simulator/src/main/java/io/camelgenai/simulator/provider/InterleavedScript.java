package io.camelgenai.simulator.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** Several streams in one: their frames in the order in which they are due, those of the same moment in turn. */
public final class InterleavedScript implements StreamScript {
    private final List<? extends StreamScript> scripts;
    private final List<IntFunction<byte[]>> closing;
    private final List<Frame> order = new ArrayList<>();

    /** A frame of one stream. */
    private record Frame(long due, int index, int script) {}

    /**
     * Creates a script.
     *
     * @param scripts the streams
     * @param closing the frames after the last one of all streams
     */
    public InterleavedScript(List<? extends StreamScript> scripts, List<IntFunction<byte[]>> closing) {
        this.scripts = List.copyOf(scripts);
        this.closing = List.copyOf(closing);
        for (int script = 0; script < scripts.size(); script++) {
            for (int index = 0; index < scripts.get(script).frames(); index++) {
                order.add(new Frame(scripts.get(script).dueNanos(index), index, script));
            }
        }
        order.sort(Comparator.comparingLong(Frame::due)
                .thenComparingInt(Frame::index)
                .thenComparingInt(Frame::script));
    }

    @Override
    public int frames() {
        return order.size() + closing.size();
    }

    @Override
    public long dueNanos(int index) {
        return order.get(Math.min(index, order.size() - 1)).due();
    }

    @Override
    public byte[] frame(int index) {
        if (index >= order.size()) {
            return closing.get(index - order.size()).apply(index);
        }
        Frame frame = order.get(index);
        return scripts.get(frame.script()).frame(frame.index());
    }
}

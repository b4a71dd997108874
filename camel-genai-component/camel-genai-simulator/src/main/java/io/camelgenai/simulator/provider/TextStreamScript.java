package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.content.TimedText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The stream of a text: opening frames, a frame for each token, closing frames. Every frame may depend on its number. */
public final class TextStreamScript implements StreamScript {
    /** Batches do not pay off for fewer tokens. */
    private static final int MIN_BATCHED_TOKENS = 1000;

    private static final int BATCH_TOKENS = 128;

    /** Builds the frame of a token. */
    @FunctionalInterface
    public interface TokenFrame {

        /** Builds the frame with a number, counted from 0. */
        byte[] of(String token, int index);
    }

    private final TimedText text;
    private final TokenFrame tokenFrame;
    private final List<IntFunction<byte[]>> opening = new ArrayList<>();
    private final List<IntFunction<byte[]>> closing = new ArrayList<>();
    private final List<byte[]> batches = new ArrayList<>();
    private int immediate;

    /** Creates a script without opening and closing frames. */
    public TextStreamScript(TimedText text, TokenFrame tokenFrame) {
        this.text = text;
        this.tokenFrame = tokenFrame;
    }

    /** Adds an opening frame that is due immediately. */
    public void open(IntFunction<byte[]> frame) {
        opening.add(frame);
        immediate = opening.size();
    }

    /** Adds an opening frame that is due with the first token. */
    public void openWithFirstToken(IntFunction<byte[]> frame) {
        opening.add(frame);
    }

    /** Adds a closing frame. */
    public void close(IntFunction<byte[]> frame) {
        closing.add(frame);
    }

    /**
     * Encodes the tokens of a long text that is due immediately in advance, in batches that are sent again and again. A
     * benchmark then measures the client, and memory stays small. The frames must not depend on their number.
     */
    public void encodeBatches() {
        if (!text.isInstant() || text.size() < MIN_BATCHED_TOKENS || text.period() % BATCH_TOKENS != 0) {
            return;
        }
        for (int from = 0; from < text.period(); from += BATCH_TOKENS) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int i = from; i < from + BATCH_TOKENS; i++) {
                batch.writeBytes(tokenFrame.of(text.token(i), opening.size() + i));
            }
            batches.add(batch.toByteArray());
        }
    }

    @Override
    public int frames() {
        return opening.size() + text.size() + closing.size();
    }

    @Override
    public long dueNanos(int index) {
        return index < immediate ? 0 : text.dueNanos(index - opening.size());
    }

    @Override
    public byte[] frame(int index) {
        int token = index - opening.size();
        if (token < 0) {
            return opening.get(index).apply(index);
        }
        return token < text.size()
                ? tokenFrame.of(text.token(token), index)
                : closing.get(token - text.size()).apply(index);
    }

    @Override
    public int batchSize(int index) {
        int token = index - opening.size();
        boolean batched = !batches.isEmpty() && token >= 0 && token % BATCH_TOKENS == 0;
        return batched && token + BATCH_TOKENS <= text.size() ? BATCH_TOKENS : 1;
    }

    @Override
    public byte[] batch(int index) {
        return batches.get((index - opening.size()) / BATCH_TOKENS % batches.size());
    }
}

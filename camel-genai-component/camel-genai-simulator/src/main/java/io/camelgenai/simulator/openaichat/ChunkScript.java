package io.camelgenai.simulator.openaichat;

import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.server.Script;
import io.camelgenai.simulator.server.Sse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The stream of a completion. A long text that comes at once is sent in pieces of many frames, each piece encoded before
 * the answer begins and sent again and again, so that the client is what is measured and memory stays small.
 */
final class ChunkScript implements Script {
    /** Below so many tokens it is not worth while. */
    private static final int LONG = 1000;

    private static final int PIECE_TOKENS = 128;

    private final Completion completion;
    private final Speech speech;
    private final Frames frames;
    private final boolean comments;
    private final List<Supplier<byte[]>> after = new ArrayList<>();
    private final List<byte[]> pieces = new ArrayList<>();

    ChunkScript(Completion completion) {
        ChatRequest request = completion.request();
        this.completion = completion;
        this.speech = completion.speech();
        this.comments = completion.directives().comments();
        this.frames = new Frames(completion.id(), completion.model(), completion.created(), request.usage());
        if (speech.fails()) {
            after.add(() -> Sse.data(Errors.midStream()));
        } else {
            after.add(() -> frames.finish(completion.finishReason()));
            if (request.usage()) {
                after.add(() -> frames.usage(completion.usage()));
            }
            after.add(() -> Sse.DONE);
            if (completion.directives().trailing()) {
                after.add(() -> frames.token("never read"));
            }
        }
        if (speech.isInstant() && speech.size() >= LONG && speech.period() % PIECE_TOKENS == 0 && !comments) {
            encode();
        }
    }

    private void encode() {
        for (int from = 0; from < speech.period(); from += PIECE_TOKENS) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            for (int i = from; i < from + PIECE_TOKENS; i++) {
                piece.writeBytes(frames.token(speech.token(i)));
            }
            pieces.add(piece.toByteArray());
        }
    }

    @Override
    public int frames() {
        return 1 + speech.size() + after.size();
    }

    @Override
    public long dueNanos(int index) {
        return index == 0 ? 0 : speech.dueNanos(index - 1);
    }

    @Override
    public byte[] frame(int index) {
        int behind = index - 1 - speech.size();
        byte[] frame = index == 0
                ? frames.role()
                : behind < 0
                        ? frames.token(speech.token(index - 1))
                        : after.get(behind).get();
        if (!comments) {
            return frame;
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(Sse.COMMENT);
        both.writeBytes(frame);
        return both.toByteArray();
    }

    @Override
    public int together(int index) {
        int token = index - 1;
        boolean ready = !pieces.isEmpty() && token >= 0 && token % PIECE_TOKENS == 0;
        return ready && token + PIECE_TOKENS <= speech.size() ? PIECE_TOKENS : 1;
    }

    @Override
    public byte[] piece(int index) {
        return pieces.get((index - 1) / PIECE_TOKENS % pieces.size());
    }

    @Override
    public long ageNanos() {
        return completion.ageNanos();
    }
}

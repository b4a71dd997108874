package io.camelgenai.simulator.artifact;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntFunction;
import org.jcodec.api.SequenceEncoder;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.model.Rational;
import org.jcodec.scale.AWTUtil;

/** Writes MP4 files: H.264, no sound. */
final class Mp4 {
    private static final int ROOM = 8 << 20;
    private static final int BOX_HEAD = 8;
    private static final int DATES = 4;
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia");
    private static final Set<String> DATED = Set.of("mvhd", "tkhd", "mdhd");

    private Mp4() {}

    static byte[] encode(int frames, int framesPerSecond, IntFunction<BufferedImage> frame) {
        ByteBuffer file = ByteBuffer.allocate(ROOM);
        try (var channel = new ByteBufferSeekableByteChannel(file, 0)) {
            SequenceEncoder encoder = SequenceEncoder.createWithFps(channel, Rational.R(framesPerSecond, 1));
            for (int i = 0; i < frames; i++) {
                encoder.encodeNativeFrame(AWTUtil.fromBufferedImageRGB(frame.apply(i)));
            }
            encoder.finish();
            byte[] bytes = NIOUtils.toArray(channel.getContents());
            undate(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can always be written to", e);
        }
    }

    /** A length of 1 says that the length stands behind the type, with eight bytes. */
    private static int length(ByteBuffer boxes, int at) {
        int length = boxes.getInt(at);
        return length == 1 ? (int) boxes.getLong(at + BOX_HEAD) : length;
    }

    /** Takes out the times of making, so that the same film is the same file. */
    private static void undate(ByteBuffer boxes) {
        for (int at = boxes.position(); at + BOX_HEAD <= boxes.limit(); at += length(boxes, at)) {
            String type = new String(boxes.array(), at + 4, 4, StandardCharsets.US_ASCII);
            if (CONTAINERS.contains(type)) {
                undate(boxes.duplicate().position(at + BOX_HEAD).limit(at + length(boxes, at)));
            } else if (DATED.contains(type)) {
                boxes.putLong(at + BOX_HEAD + DATES, 0);
            }
        }
    }
}

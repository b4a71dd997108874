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

/** Encodes MP4 files: H.264, no sound. */
final class Mp4Encoder {
    private static final int MAX_BYTES = 8 << 20;
    private static final int BOX_HEAD = 8;
    private static final int DATES_OFFSET = 4;
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia");
    private static final Set<String> DATED = Set.of("mvhd", "tkhd", "mdhd");

    private Mp4Encoder() {}

    static byte[] encode(int frames, int framesPerSecond, IntFunction<BufferedImage> frame) {
        ByteBuffer file = ByteBuffer.allocate(MAX_BYTES);
        try (var channel = new ByteBufferSeekableByteChannel(file, 0)) {
            SequenceEncoder encoder = SequenceEncoder.createWithFps(channel, Rational.R(framesPerSecond, 1));
            for (int i = 0; i < frames; i++) {
                encoder.encodeNativeFrame(AWTUtil.fromBufferedImageRGB(frame.apply(i)));
            }
            encoder.finish();
            byte[] bytes = NIOUtils.toArray(channel.getContents());
            clearDates(ByteBuffer.wrap(bytes), 0, bytes.length);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can always be written", e);
        }
    }

    /** Returns the length of a box; a length of 1 means that eight bytes after the type have it. */
    private static int length(ByteBuffer boxes, int at) {
        int length = boxes.getInt(at);
        return length == 1 ? (int) boxes.getLong(at + BOX_HEAD) : length;
    }

    /** Clears the timestamps, so that the same video is always the same file. */
    private static void clearDates(ByteBuffer file, int from, int to) {
        for (int at = from; at + BOX_HEAD <= to; at += length(file, at)) {
            byte[] name = new byte[4];
            file.get(at + 4, name);
            String type = new String(name, StandardCharsets.US_ASCII);
            if (CONTAINERS.contains(type)) {
                clearDates(file, at + BOX_HEAD, at + length(file, at));
            } else if (DATED.contains(type)) {
                file.putLong(at + BOX_HEAD + DATES_OFFSET, 0);
            }
        }
    }
}

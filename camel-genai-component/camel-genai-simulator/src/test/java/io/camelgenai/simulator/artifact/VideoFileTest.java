package io.camelgenai.simulator.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;
import org.junit.jupiter.api.Test;

class VideoFileTest {
    private static final VideoFile VIDEO = VideoFile.ofRatio("a walk by the sea", 1, "16:9");

    @Test
    void aVideoHasItsFramesAndDuration() throws Exception {
        var channel = ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(VIDEO.render()));
        MP4Demuxer demuxer = MP4Demuxer.createMP4Demuxer(channel);
        var meta = demuxer.getVideoTrack().getMeta();
        assertThat(meta.getTotalFrames()).isEqualTo(VideoFile.FRAMES);
        assertThat(meta.getTotalDuration()).isEqualTo(2.0);
        assertThat(demuxer.getAudioTracks()).isEmpty();
        assertThat(VIDEO.width()).isEqualTo(480);
        assertThat(VIDEO.height()).isEqualTo(272);
    }

    @Test
    void theFramesDifferGently() throws Exception {
        var channel = ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(VIDEO.render()));
        FrameGrab grab = FrameGrab.createFrameGrab(channel);
        List<Long> light = new ArrayList<>();
        for (var picture = grab.getNativeFrame(); picture != null; picture = grab.getNativeFrame()) {
            assertThat(picture.getCroppedWidth()).isEqualTo(VIDEO.width());
            assertThat(picture.getCroppedHeight()).isEqualTo(VIDEO.height());
            long sum = 0;
            for (byte value : picture.getPlaneData(0)) {
                sum += value;
            }
            light.add(sum);
        }
        assertThat(light).hasSize(VideoFile.FRAMES);
        assertThat(light.stream().distinct().count()).isGreaterThan(VideoFile.FRAMES / 2);
    }

    @Test
    void equalVideosHaveEqualBytes() {
        byte[] file = VIDEO.render();
        assertThat(VIDEO.render()).isEqualTo(file);
        assertThat(VideoFile.ofRatio("a walk by the sea", 2, "16:9").render()).isNotEqualTo(file);
    }

    @Test
    void everyRatioCanBeRendered() {
        for (String ratio : List.of("9:16", "1:1", "1024:100")) {
            VideoFile video = VideoFile.ofRatio("shape", 1, ratio);
            assertThat(video.width() % 16 + video.height() % 16).isZero();
            assertThat(new String(video.render(), 4, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("ftyp");
        }
    }
}

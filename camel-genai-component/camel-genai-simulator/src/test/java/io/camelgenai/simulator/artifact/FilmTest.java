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

class FilmTest {
    private static final Film FILM = Film.ofRatio("a walk by the sea", 1, "16:9");

    @Test
    void aFilmHasItsFramesAndItsLength() throws Exception {
        var channel = ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(FILM.make()));
        MP4Demuxer demuxer = MP4Demuxer.createMP4Demuxer(channel);
        var meta = demuxer.getVideoTrack().getMeta();
        assertThat(meta.getTotalFrames()).isEqualTo(Film.FRAMES);
        assertThat(meta.getTotalDuration()).isEqualTo(2.0);
        assertThat(demuxer.getAudioTracks()).isEmpty();
        assertThat(FILM.width()).isEqualTo(480);
        assertThat(FILM.height()).isEqualTo(272);
    }

    @Test
    void itsPicturesMoveGently() throws Exception {
        var channel = ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(FILM.make()));
        FrameGrab grab = FrameGrab.createFrameGrab(channel);
        List<Long> light = new ArrayList<>();
        for (var picture = grab.getNativeFrame(); picture != null; picture = grab.getNativeFrame()) {
            assertThat(picture.getCroppedWidth()).isEqualTo(FILM.width());
            assertThat(picture.getCroppedHeight()).isEqualTo(FILM.height());
            long sum = 0;
            for (byte value : picture.getPlaneData(0)) {
                sum += value;
            }
            light.add(sum);
        }
        assertThat(light).hasSize(Film.FRAMES);
        assertThat(light.stream().distinct().count()).isGreaterThan(Film.FRAMES / 2);
    }

    @Test
    void theSameFilmIsTheSameToTheLastByte() {
        byte[] file = FILM.make();
        assertThat(FILM.make()).isEqualTo(file);
        assertThat(Film.ofRatio("a walk by the sea", 2, "16:9").make()).isNotEqualTo(file);
    }

    @Test
    void everyShapeCanBeFilmed() {
        for (String ratio : List.of("9:16", "1:1", "1024:100")) {
            Film film = Film.ofRatio("shape", 1, ratio);
            assertThat(film.width() % 16 + film.height() % 16).isZero();
            assertThat(new String(film.make(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        }
    }
}

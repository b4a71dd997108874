package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.forked.ChildJvm;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file much larger than the heap of the process that downloads it, whose transfer is cut in the middle. The system property
 * {@code artifact.megabytes} is its size.
 */
class SmallHeapDownloadTest {

    private static final int HEAP_MEGABYTES = 64;
    private static final long MEGABYTES = Long.getLong("artifact.megabytes", 256);
    private static final int CHUNK = 1 << 20;
    private static final Pattern RANGE = Pattern.compile("Range: bytes=(\\d+)-");

    @TempDir
    Path folder;

    @Test
    void aFileLargerThanTheHeapArrivesWholeInSpiteOfACut() throws Exception {
        long length = MEGABYTES * CHUNK;
        try (Peer peer = new Peer(serving(length));
                ChildJvm child = new ChildJvm(
                        HEAP_MEGABYTES,
                        SmallHeapDownload.class,
                        "http://127.0.0.1:" + peer.port(),
                        folder.toString())) {
            child.finishes(300);

            assertThat(child.value("failure")).isEqualTo("null");
            assertThat(child.value("sha256")).isEqualTo(sha256());
            assertThat(Files.size(folder.resolve("video.mp4"))).isEqualTo(length);
            assertThat(peer.requests()).hasSize(2);
            assertThat(peer.requests().get(1))
                    .contains("Range: bytes=" + length / 2 + "-")
                    .contains("If-Range: \"v\"");
            assertThat(folder.resolve("spool")).isEmptyDirectory();
        }
    }

    private static Function<String, Act> serving(long length) {
        return request -> {
            Matcher range = RANGE.matcher(request);
            long from = range.find() ? Long.parseLong(range.group(1)) : 0;
            return (socket, out) -> {
                String head = from == 0
                        ? "HTTP/1.1 200 OK\r\n"
                        : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + from + "-" + (length - 1) + "/"
                                + length + "\r\n";
                out.write((head + "ETag: \"v\"\r\nContent-Type: video/mp4\r\nContent-Length: " + (length - from)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                send(socket, out, from, from == 0 ? length / 2 : length);
            };
        };
    }

    /** Hangs up at the end, which is the middle of the first response. */
    private static void send(Socket socket, OutputStream out, long from, long to) throws Exception {
        for (long at = from; at < to; at += CHUNK) {
            out.write(chunk(at));
        }
        out.flush();
        socket.close();
    }

    private static byte[] chunk(long at) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) (at / CHUNK));
        if (at == 0) {
            System.arraycopy("0000ftypmp42".getBytes(StandardCharsets.US_ASCII), 0, chunk, 0, 12);
        }
        return chunk;
    }

    private static String sha256() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long at = 0; at < MEGABYTES * CHUNK; at += CHUNK) {
            digest.update(chunk(at));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

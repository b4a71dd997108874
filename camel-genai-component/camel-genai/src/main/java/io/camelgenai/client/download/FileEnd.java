package io.camelgenai.client.download;

import io.camelgenai.provider.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Finds out whether a file is whole where only the end of a connection says so, which a lost connection says as well. */
final class FileEnd {

    /** Some programs add bytes after the end of a file. */
    private static final int TAIL = 1024;

    private static final int RIFF_HEADER = 8;
    private static final int BOX_HEADER = 8;
    private static final int GLB_LENGTH = 8;
    private static final long UNKNOWN_LENGTH = 0xFFFFFFFFL;

    private FileEnd() {}

    /** Whether neither a length nor chunks nor frames show where this response is complete. */
    static boolean isUnknown(Response response) {
        String encoding = response.header("Transfer-Encoding", "");
        boolean isHttp1 = response.protocol() == Protocol.HTTP_1_0 || response.protocol() == Protocol.HTTP_1_1;
        return isHttp1
                && response.body().contentLength() < 0
                && !encoding.toLowerCase(Locale.ROOT).contains("chunked");
    }

    /** Whether a file has the end that files of its type have; also true for types whose end is not known. */
    static boolean isWhole(FileChannel file, @Nullable FileType type) throws IOException {
        if (file.size() == 0) {
            return false;
        }
        return switch (type == null ? "" : type.extension()) {
            case "png" -> tail(file).contains("IEND");
            case "jpg" -> tail(file).contains("\u00FF\u00D9");
            case "gif" -> tail(file).contains(";");
            case "webp", "wav" -> file.size() >= riffLength(file);
            case "pdf" -> tail(file).contains("%%EOF");
            case "glb" -> file.size() >= number(file, GLB_LENGTH, ByteOrder.LITTLE_ENDIAN);
            case "mp4", "m4a", "mov", "heic", "avif" -> hasWholeBoxes(file);
            default -> true;
        };
    }

    private static String tail(FileChannel file) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, file.size()));
        file.read(tail, file.size() - tail.capacity());
        return new String(tail.array(), StandardCharsets.ISO_8859_1);
    }

    /** A sound that was written while it arose has no length. */
    private static long riffLength(FileChannel file) throws IOException {
        long length = number(file, RIFF_HEADER / 2, ByteOrder.LITTLE_ENDIAN);
        return length == UNKNOWN_LENGTH ? 0 : RIFF_HEADER + length;
    }

    /** The boxes of an ISO media file (ISO/IEC 14496-12) follow each other up to its end. */
    private static boolean hasWholeBoxes(FileChannel file) throws IOException {
        long at = 0;
        while (at < file.size()) {
            long length = number(file, at, ByteOrder.BIG_ENDIAN);
            if (length == 1) {
                length = (number(file, at + BOX_HEADER, ByteOrder.BIG_ENDIAN) << Integer.SIZE)
                        | number(file, at + BOX_HEADER + Integer.BYTES, ByteOrder.BIG_ENDIAN);
            }
            if (length < BOX_HEADER) {
                return length == 0;
            }
            at += length;
        }
        return at == file.size();
    }

    /** Four bytes of the file as a number; 0 behind its end. */
    private static long number(FileChannel file, long at, ByteOrder order) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(order);
        file.read(bytes, at);
        return bytes.getInt(0) & UNKNOWN_LENGTH;
    }
}

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

    /** Some cameras and programs add bytes after the end of a picture. */
    private static final int TAIL = 64;

    private static final int RIFF_HEADER = 8;

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
        return switch (type == null ? "" : type.extension()) {
            case "png" -> tail(file).contains("IEND");
            case "jpg" -> tail(file).contains("\u00FF\u00D9");
            case "gif" -> tail(file).contains(";");
            case "webp", "wav" -> file.size() >= riffLength(file);
            default -> true;
        };
    }

    private static String tail(FileChannel file) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, file.size()));
        file.read(tail, file.size() - tail.capacity());
        return new String(tail.array(), StandardCharsets.ISO_8859_1);
    }

    private static long riffLength(FileChannel file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RIFF_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        file.read(header, 0);
        return RIFF_HEADER + (header.getInt(RIFF_HEADER / 2) & 0xFFFFFFFFL);
    }
}

package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Responds with a part of a file if a request asks for one. */
final class ByteRanges {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private ByteRanges() {}

    /** Returns the whole file or one range of it. Multiple ranges are not supported: the response is the whole file. */
    static Response apply(Request request, Response whole) {
        byte[] file = whole.body();
        String tag = tag(file);
        Response response = whole.with("Accept-Ranges", "bytes").with("ETag", tag);
        String condition = request.header("If-Range");
        String header = request.header("Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || range.group().equals("bytes=-") || (condition != null && !condition.equals(tag))) {
            return response;
        }
        boolean tail = range.group(1).isEmpty();
        long from = tail ? Math.max(0, file.length - number(range.group(2), 0)) : number(range.group(1), 0);
        long to = tail ? file.length - 1 : Math.min(file.length - 1, number(range.group(2), file.length - 1));
        if (from > to) {
            return FileRequestValidator.noSuchRange().with("Content-Range", "bytes */" + file.length);
        }
        return response.withBody(206, Arrays.copyOfRange(file, (int) from, (int) to + 1))
                .with("Content-Range", "bytes " + from + "-" + to + "/" + file.length);
    }

    private static long number(String digits, long defaultValue) {
        return digits.isEmpty() ? defaultValue : Long.parseLong(digits);
    }

    private static String tag(byte[] file) {
        CRC32 check = new CRC32();
        check.update(file);
        return "\"" + Long.toHexString(check.getValue()) + "-" + file.length + "\"";
    }
}

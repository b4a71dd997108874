package io.camelgenai.client.download;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What the response to a request for a file means. */
final class FileAnswer {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    /** How stores answer for a URL that is no longer valid. */
    private static final Set<Integer> EXPIRED = Set.of(401, 403, 404, 410);

    private static final Pattern RANGE = Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern LENGTH = Pattern.compile("bytes\\s+\\*/(\\d{1,18})");

    private FileAnswer() {}

    enum Kind {
        /** The whole file. */
        WHOLE,
        /** The rest of it. */
        REST,
        /** All of it has arrived. */
        NOTHING_MORE,
        /** A part that was not requested, or of another version: only the whole file helps. */
        OTHER_PART,
        /** The URL is no longer valid. */
        EXPIRED,
        /** An error. */
        FAILURE
    }

    /**
     * @param continued the version whose rest was requested, or null where the whole file was
     * @param arrived how much of it has arrived
     */
    static Kind kind(Response response, @Nullable FileVersion continued, long arrived) {
        int code = response.code();
        if (code == OK) {
            return Kind.WHOLE;
        }
        if (continued != null && code == PARTIAL) {
            return isRest(response, continued, arrived) ? Kind.REST : Kind.OTHER_PART;
        }
        if (continued != null && code == NOT_SATISFIABLE) {
            Matcher length = LENGTH.matcher(response.header("Content-Range", ""));
            boolean isAll = length.matches() && Long.parseLong(length.group(1)) == arrived;
            return isAll && continued.length() < 0 ? Kind.NOTHING_MORE : Kind.OTHER_PART;
        }
        return EXPIRED.contains(code) ? Kind.EXPIRED : Kind.FAILURE;
    }

    private static boolean isRest(Response response, FileVersion continued, long arrived) {
        Matcher range = RANGE.matcher(response.header("Content-Range", ""));
        return range.matches()
                && Long.parseLong(range.group(1)) == arrived
                && Long.parseLong(range.group(2)) == Long.parseLong(range.group(3)) - 1
                && (continued.length() < 0 || Long.parseLong(range.group(3)) == continued.length())
                && continued.isThatOf(response);
    }

    /** The length of the whole file, in a response with the rest of it. */
    static long totalLength(Response rest) {
        Matcher range = RANGE.matcher(rest.header("Content-Range", ""));
        return range.matches() ? Long.parseLong(range.group(3)) : -1;
    }
}

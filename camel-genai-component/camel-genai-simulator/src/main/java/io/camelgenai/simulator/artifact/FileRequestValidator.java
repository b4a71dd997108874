package io.camelgenai.simulator.artifact;

import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Locale;
import java.util.Set;

/** Validates a request for a file: it must have a URL exactly as it was signed, and no credentials. */
final class FileRequestValidator {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "x-goog-api-key", "api-key", "cookie");
    private static final String CAMEL_HEADER = "camel";

    private final SignedUrls urls;

    FileRequestValidator(SignedUrls urls) {
        this.urls = urls;
    }

    /**
     * Checks a request.
     *
     * @throws ErrorResponseException with 400 for a header that must not be sent here, 403 for an invalid URL
     */
    void check(Request request) {
        for (String name : request.headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (CREDENTIALS.contains(lower) || lower.startsWith(CAMEL_HEADER)) {
                throw new ErrorResponseException(
                        error(400, "InvalidRequest", "The header " + name + " must never be sent to a store of files"));
            }
        }
        switch (urls.check(request.target())) {
            case FORGED ->
                throw new ErrorResponseException(
                        error(403, "SignatureDoesNotMatch", "The address is not as it was handed out, byte for byte"));
            case EXPIRED -> throw new ErrorResponseException(error(403, "AccessDenied", "Request has expired"));
            case VALID -> {}
        }
    }

    /** Returns the response for a file that does not exist. */
    static Response noSuchFile() {
        return error(404, "NoSuchKey", "The file does not exist");
    }

    static Response noSuchRange() {
        return error(416, "InvalidRange", "The requested range is not satisfiable");
    }

    private static Response error(int status, String code, String message) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        return Response.text(status, "application/xml", body);
    }
}

package io.camelgenai.client.download;

import io.camelgenai.client.RetryAfter;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.ErrorMapping;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The failures of one download. Their messages name the host of a URL and never the rest, which may grant access. */
final class DownloadFailures {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final ArtifactRequest request;
    private final String subject;

    DownloadFailures(ArtifactRequest request) {
        this.request = request;
        String id = request.where().generationId();
        this.subject = "The artifact" + (id == null ? "" : " of generation " + Printable.of(id)) + " of "
                + request.where().provider();
    }

    ArtifactException refused(Artifact artifact, IOException why) {
        HttpUrl url = HttpUrl.parse(artifact.url());
        boolean isHost = why instanceof AddressGuard.RefusedHostException;
        return failure(
                " is not fetched: "
                        + (isHost ? "its host " : "its URL" + (url == null ? "" : " at " + url.host()) + " ")
                        + Printable.of(why.getMessage())
                        + (isHost ? ". If files may come from there, name the host in the option artifactHosts" : ""),
                ArtifactException.REFUSED,
                why);
    }

    ArtifactException expired(Artifact artifact, int status) {
        HttpUrl url = HttpUrl.parse(artifact.url());
        return failure(
                " is gone: " + (url == null ? "its host" : url.host()) + " answered " + status
                        + " to a URL that is no longer valid. Fetch artifacts soon after their generation is complete",
                ArtifactException.EXPIRED,
                null);
    }

    /** @param what what is wrong with it, as the end of a sentence about it */
    ArtifactException damaged(String what, @Nullable IOException cause) {
        return failure(" is not what was asked for: it " + what, ArtifactException.DAMAGED, cause);
    }

    /** @param announced how large its server says that it is, or null */
    ArtifactException tooLarge(@Nullable Long announced) {
        return failure(
                " is larger than " + request.maxBytes() + " bytes"
                        + (announced == null ? "" : " (" + announced + ")")
                        + ". Raise the option maxArtifactSize if it has to be",
                ArtifactException.TOO_LARGE,
                null);
    }

    GenAiException timeout(IOException cause) {
        return new GenAiException(
                subject + " was not complete after " + request.timeout().toMillis() + " ms (option artifactTimeout)",
                request.where(),
                cause);
    }

    GenAiException storage(IOException cause) {
        return new GenAiException(
                subject + " cannot be stored in " + request.directory() + ": " + cause.getMessage(),
                request.where(),
                cause);
    }

    /** @param arrived how many bytes have arrived */
    GenAiException interrupted(Artifact artifact, long arrived, IOException cause) {
        HttpUrl url = HttpUrl.parse(artifact.url());
        String from = url == null ? "" : " from " + url.host() + ":" + url.port();
        return isUnreached(cause)
                ? new GenAiConnectException(
                        subject + " cannot be fetched" + from + ": no connection (" + brief(cause) + ")",
                        request.where(),
                        cause)
                : new InterruptedDownloadException(
                        subject + " was interrupted after " + arrived + " bytes" + from + " (" + brief(cause) + ")",
                        request.where(),
                        cause);
    }

    /** Whether no connection was established. */
    static boolean isUnreached(IOException cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
    }

    /** An error response that says nothing about the file itself. */
    GenAiHttpException answer(OpenFile answer, Instant now) {
        Response response = answer.response();
        int status = response.code();
        return new GenAiHttpException(
                subject + " cannot be fetched: " + answer.url().host() + " answered " + status,
                request.where(),
                new Answer(
                        ErrorMapping.kindOf(status),
                        status,
                        null,
                        null,
                        RetryAfter.read(response.headers(), null, now),
                        status == TOO_MANY_REQUESTS || status >= SERVER_ERROR,
                        false));
    }

    private ArtifactException failure(String what, String code, @Nullable IOException cause) {
        return new ArtifactException(subject + what, request.where(), code, cause);
    }

    private static String brief(IOException cause) {
        String message = Printable.of(cause.getMessage());
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}

package io.camelgenai.client.download;

import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.client.FileCalls;
import io.camelgenai.client.NoResponseException;
import io.camelgenai.client.RetryAfter;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.ErrorMapping;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends files to the signed URLs that a provider gives for them. They go without the key, without the application's interceptors, and only
 * where downloads may come from. Thread-safe.
 */
public final class StorageCalls {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final FileCalls calls;
    private final FileRequests requests;
    private final Time time;

    public StorageCalls(FileCalls calls, Time time) {
        this.calls = calls;
        this.requests = new FileRequests(calls);
        this.time = time;
    }

    /**
     * Sends a file, once.
     *
     * @param address the URL, which may grant access: no message shows its path or query
     * @param progress takes an action that runs whenever a piece of the file is sent
     */
    public void send(String address, String method, RequestBody body, Consumer<Runnable> progress) {
        Duration wait = calls.settings().limits().headers();
        String host = "its storage";
        try {
            HttpUrl url = FileRequests.parsed(calls.absolute(address), null);
            host = url.host();
            Request request =
                    new Request.Builder().url(url).method(method, body).build();
            try (OpenFile answer = requests.send(request, guard -> {
                expireAfter(guard, wait);
                progress.accept(() -> expireAfter(guard, wait));
            })) {
                if (!answer.response().isSuccessful()) {
                    throw refused(host, answer.response());
                }
            }
        } catch (FileRequests.RefusedUrlException | AddressGuard.RefusedHostException e) {
            boolean isHost = e instanceof AddressGuard.RefusedHostException;
            throw new GenAiException(
                    provider() + " gave a URL to upload a file to, to which nothing is sent: "
                            + (isHost ? "its host " : "it ") + Printable.of(e.getMessage())
                            + (isHost ? ". If files may go there, name the host in the option artifactHosts" : ""),
                    where(),
                    e);
        } catch (IOException e) {
            throw failed(host, e);
        }
    }

    private static void expireAfter(Guard guard, Duration wait) {
        guard.expireAt(guard.deadlineIn(wait), "response");
    }

    private GenAiHttpException refused(String host, Response response) {
        int status = response.code();
        return new GenAiHttpException(
                "A file for " + provider() + " was not uploaded: " + host + " answered " + status,
                where(),
                new Answer(
                        ErrorMapping.kindOf(status),
                        status,
                        null,
                        null,
                        RetryAfter.read(response.headers(), null, time.now()),
                        status == TOO_MANY_REQUESTS || status >= SERVER_ERROR,
                        false));
    }

    private GenAiException failed(String host, IOException cause) {
        String why = cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : " (" + Printable.of(cause.getMessage()) + ")");
        return DownloadFailures.isUnreached(cause)
                ? new GenAiConnectException(
                        "A file for " + provider() + " was not uploaded: no connection to " + host + ": " + why,
                        where(),
                        cause)
                : new NoResponseException(
                        "A file for " + provider() + " was not uploaded: " + host + " gave no answer: " + why,
                        where(),
                        cause);
    }

    private String provider() {
        return calls.settings().provider().name();
    }

    private Where where() {
        return Where.provider(provider());
    }
}

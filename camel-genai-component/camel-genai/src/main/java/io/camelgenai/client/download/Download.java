package io.camelgenai.client.download;

import io.camelgenai.client.FileCalls;
import io.camelgenai.client.Time;
import io.camelgenai.client.download.FileAnswer.Kind;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.ArtifactException;
import io.camelgenai.provider.FileType;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way. What has arrived stays between attempts: a transfer that was interrupted is continued where the server allows it,
 * and otherwise started again. For use by one thread at a time.
 */
public final class Download implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final Set<String> NOT_DECODED = Set.of("br", "deflate", "zstd", "compress");

    /** An interrupted transfer that brought so much is continued at once, as it is worth it. */
    private static final long WORTHWHILE = 1024 * 1024;

    private final FileRequests requests;
    private final FileCalls calls;
    private final Time time;
    private final ArtifactRequest request;
    private final DownloadFailures failures;
    private final PartFile part;
    private final long due;
    private Artifact artifact;
    private boolean renewed;

    /** What the last response with the whole file said of it; null where nothing of it can be continued. */
    private @Nullable FileVersion version;

    /** The length of the whole file; -1 where it is not known. */
    private long length = -1;

    private ContentDigests digests = ContentDigests.NONE;
    private @Nullable String contentType;

    Download(FileRequests requests, FileCalls calls, Time time, ArtifactRequest request) {
        this.requests = requests;
        this.calls = calls;
        this.time = time;
        this.request = request;
        this.artifact = request.artifact();
        this.failures = new DownloadFailures(request);
        this.due = time.nanos() + request.timeout().toNanos();
        try {
            this.part = new PartFile(request.directory(), FileVerification.BEGINNING);
        } catch (IOException e) {
            throw failures.storage(e);
        }
    }

    /**
     * Fetches the file, or what is missing of it.
     *
     * @throws ArtifactException when no further attempt can bring it
     * @throws io.camelgenai.generation.GenAiException when another attempt may
     */
    public DownloadedFile attempt() {
        while (true) {
            long before = part.length();
            try {
                return fetch();
            } catch (FileRequests.RefusedUrlException | AddressGuard.RefusedHostException e) {
                throw failures.refused(artifact, e);
            } catch (IOException e) {
                boolean isOver = time.nanos() - due >= 0;
                if (isOver || part.length() - before < WORTHWHILE) {
                    throw isOver ? failures.timeout(e) : failures.interrupted(artifact, part.length(), e);
                }
            }
        }
    }

    private DownloadedFile fetch() throws IOException {
        if (DataUrl.is(artifact.url())) {
            return decoded(artifact.url());
        }
        while (true) {
            FileVersion continued = part.length() == 0 ? null : version;
            Headers range = continued == null ? Headers.EMPTY : continued.after(part.length());
            try (OpenFile answer = requests.open(
                    calls.absolute(artifact.url()),
                    range,
                    inTime(calls.settings().limits().headers()))) {
                Kind kind = FileAnswer.kind(answer.response(), continued, part.length());
                switch (kind) {
                    case WHOLE -> begin(answer);
                    case REST -> length = FileAnswer.totalLength(answer.response());
                    case NOTHING_MORE -> {
                        return verified();
                    }
                    case OTHER_PART -> {
                        part.restart();
                        version = null;
                        continue;
                    }
                    case EXPIRED -> {
                        renew(answer.response());
                        continue;
                    }
                    case FAILURE -> throw failures.answer(answer, time.now());
                }
                receive(answer);
                return verified();
            }
        }
    }

    private DownloadedFile decoded(String url) throws IOException {
        DataUrl file;
        try {
            file = DataUrl.read(url);
        } catch (IllegalArgumentException e) {
            throw failures.damaged(String.valueOf(e.getMessage()), null);
        }
        if (file.content().length > request.maxBytes()) {
            throw failures.tooLarge((long) file.content().length);
        }
        part.restart();
        contentType = file.mediaType();
        append(file.content(), file.content().length);
        return verified();
    }

    private void append(byte[] bytes, int count) {
        try {
            part.append(bytes, count);
        } catch (IOException e) {
            throw failures.storage(e);
        }
    }

    private long inTime(Duration wait) {
        long moment = time.nanos() + wait.toNanos();
        return moment - due > 0 ? due : moment;
    }

    /** A response with the whole file replaces what has arrived. */
    private void begin(OpenFile answer) throws IOException {
        Response response = answer.response();
        part.restart();
        version = FileVersion.of(response);
        digests = isEncoded(response) ? ContentDigests.NONE : ContentDigests.of(response.headers());
        contentType = response.header("Content-Type");
        length = isEncoded(response) ? -1 : response.body().contentLength();
        if (length > request.maxBytes()) {
            throw failures.tooLarge(length);
        }
    }

    private void receive(OpenFile answer) throws IOException {
        byte[] chunk = new byte[CHUNK];
        BufferedSource content = decoded(answer.response());
        Duration idle = calls.settings().limits().idle();
        while (true) {
            answer.guard().expireAt(inTime(idle), "bytes");
            int read = content.read(chunk);
            if (read < 0) {
                requireEnd(answer.response());
                return;
            }
            if (part.length() + read > request.maxBytes()) {
                throw failures.tooLarge(null);
            }
            append(chunk, read);
        }
    }

    /** A server, or one in front of it, may close a stream early and in good order. */
    private void requireEnd(Response response) throws IOException {
        boolean isCut = length >= 0
                ? part.length() != length
                : FileEnd.isUnknown(response) && !FileEnd.isWhole(part.channel(), FileType.ofContent(part.beginning()));
        if (isCut) {
            throw new EOFException("the connection ended before the file");
        }
    }

    /** Nobody asked for an encoding; some stores have only encoded files. */
    private BufferedSource decoded(Response response) {
        String encoding = encoding(response);
        if (NOT_DECODED.contains(encoding)) {
            throw failures.damaged("has the encoding " + encoding + ", for which nobody asked", null);
        }
        BufferedSource content = response.body().source();
        return isEncoded(response) ? Okio.buffer(new GzipSource(content)) : content;
    }

    /** Some stores have other words in this header, for content that is not encoded. */
    private static boolean isEncoded(Response response) {
        return GZIP.contains(encoding(response));
    }

    private static String encoding(Response response) {
        return response.header("Content-Encoding", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Once: a second URL that is not valid either shows that the file is gone. */
    private void renew(Response response) {
        Artifact fresh = renewed ? null : request.renewal().get();
        if (fresh == null) {
            throw failures.expired(artifact, response.code());
        }
        renewed = true;
        artifact = fresh;
        if (version != null && version.validator() == null) {
            version = null;
        }
    }

    private DownloadedFile verified() throws IOException {
        return new FileVerification(part, request.artifact().format(), contentType, digests, failures).file();
    }

    /** Deletes what has arrived, unless it is the whole file. */
    @Override
    public void close() {
        try {
            part.close();
        } catch (IOException e) {
            throw failures.storage(e);
        }
    }

    @Override
    public String toString() {
        return "Download[" + Objects.toString(request.where().generationId(), "") + "]";
    }
}

package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.download.StorageCalls;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.provider.UploadCall;
import io.camelgenai.provider.UploadCall.Storage;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Uploads files over one connection, each attempt once and on the calling thread. An upload may be repeated: nothing is paid for it.
 * Thread-safe.
 */
final class FileUploads {

    private final ConnectionSettings settings;
    private final Function<ConnectionSettings, Transport> transports;
    private final StorageCalls storages;

    /** @param transports make the calls of a connection, whose base URL may be another one */
    FileUploads(
            ConnectionSettings settings, Function<ConnectionSettings, Transport> transports, StorageCalls storages) {
        this.settings = settings;
        this.transports = transports;
        this.storages = storages;
    }

    /**
     * Uploads a file.
     *
     * @return what the provider calls it: an id or a URL
     */
    String upload(UploadCall upload, InputFile file) {
        Map<String, String> values = values(file);
        try {
            JsonNode answer = ask(upload, values, file);
            Storage storage = upload.storage();
            if (storage != null) {
                store(storage, required(upload.urlIn(answer), "the URL to which the file goes"), answer, file);
            }
            return required(upload.fileIn(answer), "what the file is called");
        } catch (GenAiException e) {
            throw e.getCause() instanceof FileBody.UnreadableFileException unreadable
                    ? new UnreadableInputException(file.name(), where(), unreadable)
                    : e;
        }
    }

    private static Map<String, String> values(InputFile file) {
        return Map.of(
                UploadCall.MEDIA_TYPE,
                file.mediaType(),
                UploadCall.NAME,
                file.name(),
                UploadCall.SIZE,
                Long.toString(file.length()));
    }

    private JsonNode ask(UploadCall upload, Map<String, String> values, InputFile file) {
        Transport transport = transports.apply(at(upload.host()));
        if (upload.storage() != null) {
            return transport
                    .upload(upload.call(), values, null, new FileBody(file))
                    .document();
        }
        FileBody body = new FileBody(file);
        return transport
                .upload(upload.call(), values, parts(upload.parts(), file, body), body)
                .document();
    }

    /** A gateway or a server of one's own has all paths; only the provider itself has several hosts. */
    private ConnectionSettings at(@Nullable String host) {
        boolean isProvider =
                settings.baseUrl().equals(URI.create(settings.provider().baseUrl()));
        return host == null || !isProvider ? settings : settings.withBaseUrl(URI.create(host));
    }

    private static MultipartBody parts(Map<String, String> parts, InputFile file, RequestBody content) {
        MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
        parts.forEach((name, value) -> {
            if (value.equals(UploadCall.FILE)) {
                body.addFormDataPart(name, file.name(), content);
            } else {
                body.addFormDataPart(name, value);
            }
        });
        return body.build();
    }

    private void store(Storage storage, String address, JsonNode answer, InputFile file) {
        FileBody body = new FileBody(file);
        Map<String, String> parts = new LinkedHashMap<>(storage.fieldsIn(answer));
        parts.put(storage.part(), UploadCall.FILE);
        storages.send(
                address,
                storage.method(),
                storage.method().equals("PUT") ? body : parts(parts, file, body),
                body::onProgress);
    }

    private String required(@Nullable String value, String what) {
        if (value == null) {
            throw new GenAiException(
                    settings.provider().name() + " answered an upload, but without " + what
                            + ", for which its descriptor has a path in 'upload'",
                    where(),
                    null);
        }
        return value;
    }

    private Where where() {
        return Where.provider(settings.provider().name());
    }
}

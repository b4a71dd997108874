package io.camelgenai.component.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.BatchFile;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.provider.BatchMapping;
import io.camelgenai.provider.RequestMapping;
import io.camelgenai.provider.UploadCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The create of a batch with one request, whose file is deleted when this is closed. */
final class BatchTrial implements AutoCloseable {

    private final BatchMapping batch;
    private final ObjectNode params;
    private final BatchFile file;

    BatchTrial(BatchMapping batch, RequestMapping requests, @Nullable String model, String prompt) {
        this.batch = batch;
        this.params = requests.values(batch.params(), Map.of());
        ObjectNode request = requests.without(batch.params()).body(prompt, model, Map.of());
        try {
            Path path = Files.createTempFile("genai-", ".batch");
            Files.writeString(path, batch.line("request-1", request, params).toString());
            this.file = new BatchFile(path, 1, Files.size(path), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request, after the upload where the provider has one. */
    CreateRequest request(ProviderClient client, @Nullable String model) {
        UploadCall upload = batch.upload();
        return upload == null
                ? CreateRequest.of(model, params, file)
                : new CreateRequest(model, batch.withFile(params, client.upload(upload, file.upload())), "");
    }

    @Override
    public void close() {
        file.delete();
    }
}

package io.camelgenai.component.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.BatchFile;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.InputFile;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.provider.BatchMapping;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.tracking.create.RequestPreparation;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.BaseStream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * The batch in a message, which is written to a temporary file while the body is read once. The file is deleted when the batch is created, at
 * the latest with the exchange: a redelivery to the same step finds it, also where the body cannot be read again.
 *
 * @param file the requests
 * @param model the model, or null where requests do not name one
 * @param params the parameters of the batch itself
 */
record MessageBatch(BatchFile file, @Nullable String model, ObjectNode params) {

    private static final String WRITTEN = "CamelGenAiBatches";

    /** The last body that was read, and can be read once. */
    private static final String BEGUN = "CamelGenAiBatchBegun";

    /**
     * Reads the batch in a message.
     *
     * @param model the model of requests that name none, or null
     * @param all the parameters of the caller
     * @param addition adds to each request what the endpoint adds
     * @param textIsJson whether a text in a list is JSON, and not a prompt
     * @throws IllegalArgumentException when it is none, or cannot be sent
     */
    static MessageBatch read(
            Exchange exchange,
            ProviderDescriptor provider,
            ObjectMapper json,
            @Nullable String model,
            Map<String, Object> all,
            Consumer<ObjectNode> addition,
            boolean textIsJson)
            throws InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        String request = provider.name() + ' ' + model + ' ' + all;
        MessageBatch known = known(exchange, body, request);
        if (known != null) {
            return known;
        }
        if (model == null
                && provider.request().model() == null
                && !provider.request().modelOptional()) {
            throw new IllegalArgumentException("No model: name it in the URI, genai:" + provider.name()
                    + "/MODEL, or in the header " + GenAiConstants.MODEL);
        }
        BatchMapping batch = Objects.requireNonNull(provider.batch());
        Map<String, Object> params = new LinkedHashMap<>(all);
        ObjectNode batchParams = provider.request().values(batch.params(), params);
        params.keySet().removeAll(batch.params());
        requireUnread(exchange, body);
        BatchWriter writer = new BatchWriter(provider, model, params, batchParams, addition);
        try {
            Path file = temporaryFile(exchange);
            try (BatchLines lines = BatchLines.of(exchange.getMessage(), exchange.getContext(), json, textIsJson)) {
                BatchFile written = writer.write(lines, file);
                MessageBatch read = new MessageBatch(written, writer.usedModel(), batchParams);
                written(exchange).add(new Written(body, request, read));
                return read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads the file before the create, where the provider wants that; otherwise null. */
    @Nullable
    RequestPreparation preparation(ProviderDescriptor provider, Function<InputFile, CompletableFuture<String>> upload) {
        BatchMapping batch = Objects.requireNonNull(provider.batch());
        return batch.upload() == null
                ? null
                : request -> upload.apply(file.upload())
                        .thenApply(id -> new CreateRequest(request.model(), batch.withFile(request.body(), id), ""));
    }

    private static Path temporaryFile(Exchange exchange) throws IOException {
        Path file = Files.createTempFile(SpoolDirectory.of(exchange), "genai-", ".batch");
        SharedFile.of(file).in(exchange);
        return file;
    }

    /**
     * A body that was written.
     *
     * @param request where it was to go, and in which form
     */
    private record Written(@Nullable Object body, String request, MessageBatch batch) {}

    private static boolean isReadOnce(@Nullable Object body) {
        return !(body instanceof StreamCache)
                && (body instanceof Iterator
                        || body instanceof BaseStream
                        || body instanceof InputStream
                        || body instanceof Reader);
    }

    /** The rest of a body that was read in part is not the batch that was meant. */
    private static void requireUnread(Exchange exchange, @Nullable Object body) {
        if (!isReadOnce(body)) {
            return;
        }
        if (exchange.getProperty(BEGUN) == body) {
            throw new IllegalArgumentException(
                    "The body can be read once, and was read already for a batch that could not be"
                            + " written: set it to a List, a file or a stream cache");
        }
        exchange.setProperty(BEGUN, body);
    }

    /** A body that can be read once was written before, for a create that created nothing. */
    private static @Nullable MessageBatch known(Exchange exchange, @Nullable Object body, String request) {
        return !isReadOnce(body)
                ? null
                : written(exchange).stream()
                        .filter(each -> each.body == body && each.request.equals(request))
                        .map(Written::batch)
                        .filter(each -> Files.exists(each.file.path()))
                        .findFirst()
                        .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static List<Written> written(Exchange exchange) {
        List<Written> written = exchange.getProperty(WRITTEN, List.class);
        if (written == null) {
            written = new CopyOnWriteArrayList<>();
            exchange.setProperty(WRITTEN, written);
        }
        return written;
    }

    /** Shows how large it is only. */
    @Override
    public String toString() {
        return "MessageBatch[" + file + "]";
    }
}

package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.BatchFile;
import io.camelgenai.component.message.BatchLines.Line;
import io.camelgenai.provider.BatchMapping;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.RequestMapping;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the requests of one batch to a file, each as it is read. What the provider would refuse is an error before anything is sent, and
 * names the line. Its memory does not depend on what the requests contain; of their ids it keeps eight bytes each.
 */
final class BatchWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProviderDescriptor provider;
    private final BatchMapping batch;
    private final RequestMapping requests;
    private final @Nullable String model;
    private final Map<String, Object> params;
    private final ObjectNode batchParams;
    private final Consumer<ObjectNode> addition;
    private final CustomIds ids = new CustomIds();
    private final byte[] separator;
    private @Nullable String usedModel;
    private long count;
    private long length;

    /**
     * @param model the model of requests that name none, or null
     * @param params the parameters of requests that do not have them
     * @param batchParams those of the batch
     * @param addition adds to each request what the endpoint adds
     */
    BatchWriter(
            ProviderDescriptor provider,
            @Nullable String model,
            Map<String, Object> params,
            ObjectNode batchParams,
            Consumer<ObjectNode> addition) {
        this.provider = provider;
        this.batch = Objects.requireNonNull(provider.batch());
        this.requests = provider.request().without(batch.params());
        this.model = model;
        this.params = params;
        this.batchParams = batchParams;
        this.addition = addition;
        this.separator = batch.separator().getBytes(StandardCharsets.UTF_8);
    }

    /** The model of the first request, or null where requests do not name it. */
    @Nullable
    String usedModel() {
        return usedModel == null ? model : usedModel;
    }

    /**
     * Writes all requests.
     *
     * @param file an empty file
     * @throws IllegalArgumentException when there is none, or one that cannot be sent
     */
    BatchFile write(BatchLines lines, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024)) {
            while (lines.hasNext()) {
                Line line = lines.next();
                if (count > 0) {
                    append(out, digest, separator);
                }
                append(out, digest, json(line));
                count++;
                requireWithinLimits(line);
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("The batch is empty: it has no request");
        }
        return new BatchFile(file, count, length, HexFormat.of().formatHex(digest.digest()));
    }

    private void append(OutputStream out, MessageDigest digest, byte[] bytes) throws IOException {
        out.write(bytes);
        digest.update(bytes);
        length += bytes.length;
    }

    private void requireWithinLimits(Line line) {
        if (count > batch.maxLines()) {
            throw line.problem("is one too many: " + provider.name() + " takes " + batch.maxLines()
                    + " requests in a batch. Split them");
        }
        if (length > batch.maxBytes()) {
            throw line.problem("goes beyond " + batch.maxBytes() + " bytes, the limit of " + provider.name()
                    + " for a batch. Split the requests");
        }
    }

    private byte[] json(Line line) {
        try {
            return JSON.writeValueAsBytes(RequestMapping.withoutRemoved(complete(line)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /** A line in the form of the provider is sent as it is. */
    private ObjectNode complete(Line line) {
        ObjectNode own = line.object();
        String given = own == null ? null : batch.customIdIn(own);
        String id = given == null ? "request-" + (count + 1) : given;
        if (!batch.isValidId(id)) {
            throw line.problem("has a custom_id that " + provider.name() + " does not take: " + batch.customIdForm());
        }
        if (!ids.add(id)) {
            throw line.problem("has the custom_id of an earlier line: each has to have its own");
        }
        if (own != null && batch.isLine(own)) {
            String named = requests.modelIn((ObjectNode) own.get(batch.requestField()));
            usedModel = usedModel == null ? named : usedModel;
            return own;
        }
        ObjectNode body = request(line, given == null ? own : batch.withoutCustomId(Objects.requireNonNull(own)));
        return batch.line(id, body, batchParams);
    }

    private ObjectNode request(Line line, @Nullable ObjectNode own) {
        try {
            ObjectNode body = own == null
                    ? requests.body(Objects.requireNonNull(line.prompt()), model, params)
                    : requests.body(own, model, params);
            addition.accept(body);
            requireModel(body);
            return body;
        } catch (IllegalArgumentException e) {
            throw line.problem("cannot be sent: " + e.getMessage());
        }
    }

    private void requireModel(ObjectNode body) {
        String own = requests.modelIn(body);
        if (own == null && model == null && !requests.modelOptional()) {
            throw new IllegalArgumentException("no model: name it in the URI, genai:" + provider.name()
                    + "/MODEL, in the header CamelGenAiModel, or in the request");
        }
        usedModel = usedModel == null ? own : usedModel;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}

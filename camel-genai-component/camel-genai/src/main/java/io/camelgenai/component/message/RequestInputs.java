package io.camelgenai.component.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.FilePart;
import io.camelgenai.client.InputFile;
import io.camelgenai.provider.InputForm;
import io.camelgenai.provider.InputMapping;
import io.camelgenai.provider.InputRole;
import io.camelgenai.provider.InputValue;
import io.camelgenai.tracking.create.RequestPreparation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of one request, each in the form in which it travels.
 *
 * @param mapping how the provider takes files
 * @param inputs the files, in their order
 */
record RequestInputs(InputMapping mapping, List<Input> inputs) {

    static final RequestInputs NONE = new RequestInputs(InputMapping.NONE, List.of());

    /**
     * A file of the request.
     *
     * @param name the name of its role
     * @param role its role
     * @param form how it travels
     * @param url its URL, or null where its content is known
     * @param file its content, or null where its URL is known
     */
    record Input(
            String name,
            InputRole role,
            InputForm form,
            @Nullable String url,
            @Nullable InputFile file) {

        InputFile content() {
            return Objects.requireNonNull(file);
        }

        /** What distinguishes it from another file, wherever it was uploaded. */
        String identity() {
            return name + " "
                    + (url == null ? content().mediaType() + " " + content().sha256() : url);
        }
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }

    /** Sets the parameters that the roles imply, where the caller sets none. */
    void addTo(Map<String, Object> params) {
        inputs.forEach(each -> each.role()
                .params()
                .properties()
                .forEach(param -> params.putIfAbsent(param.getKey(), param.getValue())));
    }

    /** What makes a request with these files the same. */
    String identity() {
        return inputs.stream().map(Input::identity).collect(Collectors.joining("\n"));
    }

    private List<FilePart> parts() {
        return inputs.stream()
                .filter(each -> each.form() == InputForm.PART)
                .map(each -> new FilePart(each.role().part(), each.content()))
                .toList();
    }

    private boolean areInBody() {
        return inputs.stream().noneMatch(each -> each.form() == InputForm.UPLOAD || each.form() == InputForm.PART);
    }

    /**
     * Puts the files into a body, unless some have to be uploaded before, or are sent beside it.
     *
     * @param upload uploads a file
     * @return what completes the request later, or null where the body is complete
     */
    @Nullable
    RequestPreparation completed(ObjectNode body, Function<InputFile, CompletableFuture<String>> upload) {
        if (areInBody()) {
            write(body, Map.of());
            return null;
        }
        write(body.deepCopy(), Map.of());
        return request -> prepared(request, upload);
    }

    /** One after the other: a connection is not faster by several at once. */
    private CompletableFuture<CreateRequest> prepared(
            CreateRequest request, Function<InputFile, CompletableFuture<String>> upload) {
        CompletableFuture<Map<Input, String>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (Input each : inputs) {
            if (each.form() == InputForm.UPLOAD) {
                all = all.thenCompose(known -> upload.apply(each.content()).thenApply(reference -> {
                    known.put(each, reference);
                    return known;
                }));
            }
        }
        return all.thenApply(references -> {
            ObjectNode body = request.body().deepCopy();
            write(body, references);
            return request.with(body, parts());
        });
    }

    /** @param references what was uploaded */
    private void write(ObjectNode body, Map<Input, String> references) {
        if (isEmpty()) {
            return;
        }
        mapping.widen(body);
        Map<String, Integer> counts = new HashMap<>();
        for (Input each : inputs) {
            int number = counts.merge(each.name(), 1, Integer::sum) - 1;
            if (each.form() != InputForm.PART) {
                each.role().put(body, number, value(each, references.getOrDefault(each, "")));
            }
        }
    }

    private static InputValue value(Input input, String reference) {
        if (input.url() != null) {
            return new InputValue(InputForm.URL, input.url(), "", "");
        }
        InputFile file = input.content();
        String text =
                switch (input.form()) {
                    case URL, UPLOAD, PART -> reference;
                    case BASE64 -> base64(file);
                    case DATA_URI -> "data:" + file.mediaType() + ";base64," + base64(file);
                };
        return new InputValue(input.form(), text, file.mediaType(), file.name());
    }

    /** Its length is within the limit for what a request contains. */
    private static String base64(InputFile file) {
        try (InputStream in = file.content().open()) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("The input " + file.name() + " cannot be read: " + e.getMessage(), e);
        }
    }
}

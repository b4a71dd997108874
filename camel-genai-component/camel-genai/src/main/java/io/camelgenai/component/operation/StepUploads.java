package io.camelgenai.component.operation;

import io.camelgenai.client.InputFile;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.provider.UploadCall;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * Uploads the files of one exchange at one step. The references stay with the exchange, so that a redelivery to the same step uploads nothing
 * again.
 *
 * @param context the collaborators of the step
 * @param known the references, by what was uploaded
 */
record StepUploads(OperationContext context, Map<String, String> known)
        implements Function<InputFile, CompletableFuture<String>> {

    /** @param step the name of the step in the exchange */
    @SuppressWarnings("unchecked")
    static StepUploads of(OperationContext context, Exchange exchange, String step) {
        String property = "CamelGenAiUploads-" + step;
        Map<String, String> known = exchange.getProperty(property, Map.class);
        if (known == null) {
            known = new ConcurrentHashMap<>();
            exchange.setProperty(property, known);
        }
        return new StepUploads(context, known);
    }

    @Override
    public CompletableFuture<String> apply(InputFile file) {
        ProviderClient client = context.client();
        UploadCall call = Objects.requireNonNull(client.descriptor().upload(), "The provider takes no uploads");
        String content = file.mediaType() + " " + file.sha256();
        String reference = known.get(content);
        return reference != null
                ? CompletableFuture.completedFuture(reference)
                : context.calls().retry(true, () -> client.upload(call, file)).whenComplete((uploaded, failure) -> {
                    if (failure == null) {
                        known.put(content, uploaded);
                    }
                });
    }
}

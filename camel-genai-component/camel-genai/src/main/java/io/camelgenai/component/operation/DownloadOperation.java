package io.camelgenai.component.operation;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.FileCalls;
import io.camelgenai.client.download.ArtifactDownloads;
import io.camelgenai.client.download.ArtifactRequest;
import io.camelgenai.client.download.Download;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.message.ArtifactBody;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.message.SpoolDirectory;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.LocalId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code operation=download}: fetches one artifact, and the body becomes the file. Each attempt continues where the one before was
 * interrupted.
 */
final class DownloadOperation implements OperationHandler {

    private final OperationContext context;
    private volatile @Nullable Connection connection;

    DownloadOperation(OperationContext context) {
        this.context = context;
    }

    /** The downloads of a connection as it is configured now. */
    private record Connection(FileCalls calls, ArtifactDownloads downloads) {}

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        ArtifactBody body = ArtifactBody.in(exchange.getMessage());
        Generation known = known(exchange, body);
        return found(known, body)
                .thenCompose(artifact -> download(exchange, known, artifact, number(exchange, body.isArtifact())));
    }

    /** The generation that body or message names; without an id where only the artifact is known. */
    private Generation known(Exchange exchange, ArtifactBody body) {
        if (exchange.getMessage().getBody() instanceof Generation generation) {
            return generation;
        }
        String id = body.generationId();
        boolean isNeeded = id == null && !body.isArtifact();
        if (isNeeded || context.input().hasGenerationId(exchange.getMessage())) {
            id = id == null ? context.input().generationId(exchange.getMessage()) : id;
        }
        return Generation.of(context.configuration().getProvider())
                .id(id)
                .model(context.input().model(exchange.getMessage()))
                .build();
    }

    private CompletableFuture<Artifact> found(Generation known, ArtifactBody body) {
        if (body.isArtifact()) {
            return CompletableFuture.completedFuture(body.artifacts().get(0));
        }
        return body.artifacts().isEmpty() && canAsk(known)
                ? context.calls().get(known).thenApply(polled -> chosen(polled, polled.artifacts()))
                : CompletableFuture.completedFuture(chosen(known, body.artifacts()));
    }

    private boolean canAsk(Generation known) {
        return known.id() != null
                && !LocalId.is(known.id())
                && context.provider().get() != null;
    }

    private Artifact chosen(Generation generation, List<Artifact> artifacts) {
        int index = context.configuration().getArtifact();
        if (index >= artifacts.size()) {
            throw new IllegalArgumentException(
                    "Generation " + generation.id() + " is " + generation.status() + " and has "
                            + artifacts.size() + (artifacts.size() == 1 ? " artifact" : " artifacts")
                            + ": there is none for the option artifact=" + index + " (the first is 0)");
        }
        return artifacts.get(index);
    }

    /** The number of the artifact in its generation; null where only the artifact is known. */
    private @Nullable Integer number(Exchange exchange, boolean isArtifact) {
        return isArtifact
                ? exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class)
                : Integer.valueOf(context.configuration().getArtifact());
    }

    private CompletionStage<?> download(
            Exchange exchange, Generation known, Artifact artifact, @Nullable Integer number) {
        GenAiConfiguration options = context.configuration();
        Download download = downloads()
                .of(new ArtifactRequest(
                        artifact,
                        Where.generation(known.provider(), known.id()),
                        () -> renewed(exchange, known, artifact, number),
                        options.getMaxArtifactSize(),
                        options.getArtifactTimeout(),
                        SpoolDirectory.of(exchange)));
        return context.calls()
                .retry(true, download::attempt)
                .thenAccept(file -> ExchangeOutput.file(exchange, known, number, file))
                .whenComplete((done, failure) -> download.close());
    }

    private ArtifactDownloads downloads() {
        FileCalls calls = context.client().files();
        Connection current = connection;
        if (current == null || current.calls != calls) {
            current = new Connection(calls, new ArtifactDownloads(calls, context.time()));
            connection = current;
        }
        return current.downloads;
    }

    /** The same artifact with its present URL, or null where the provider cannot be asked or does not show which one it is. */
    private @Nullable Artifact renewed(Exchange exchange, Generation known, Artifact old, @Nullable Integer number) {
        if (!canAsk(known)) {
            return null;
        }
        try {
            List<Artifact> present =
                    context.client().get(known, new Cancellation()).generation().artifacts();
            Integer parts = exchange.getProperty(ExchangePropertyKey.SPLIT_SIZE, Integer.class);
            boolean isOfAnotherSplit = number != null
                    && number.equals(exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class))
                    && (parts == null || parts != present.size());
            return RenewedArtifact.of(old, isOfAnotherSplit ? null : number, present);
        } catch (GenAiHttpException e) {
            if (e.getFailureKind() == FailureKind.GONE) {
                return null;
            }
            throw e;
        }
    }
}

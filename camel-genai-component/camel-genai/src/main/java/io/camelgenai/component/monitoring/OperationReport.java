package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Describes generations and failed creates as {@linkplain FinishedOperation operations}. Safe for use by several threads. */
final class OperationReport {

    /** The conventions' own value for an error that has no name of few. */
    private static final String OTHER = "_OTHER";

    private final LimitedNames responseModels = new LimitedNames(MetricsRecorder.OTHER_MODEL);
    private final LimitedNames errorTypes = new LimitedNames(OTHER);

    /** @param requestModel the model that was requested, as a tag shows it */
    FinishedOperation terminal(TrackedGeneration tracked, String requestModel, Duration after) {
        Generation generation = tracked.generation();
        String model = generation.model();
        return new FinishedOperation(
                tracked.origin().provider(),
                requestModel,
                model == null ? null : responseModels.of(model),
                errorType(generation),
                after,
                generation.usage());
    }

    /** @param requestModel the model that was requested, as a tag shows it */
    FinishedOperation failed(TrackedGeneration intent, String requestModel, Throwable failure, Duration after) {
        return new FinishedOperation(
                intent.origin().provider(), requestModel, null, errorType(failure), after, Usage.UNKNOWN);
    }

    private @Nullable String errorType(Generation generation) {
        GenerationError error = generation.error();
        boolean failed = generation.status() == GenerationStatus.FAILED
                || (generation.status() == GenerationStatus.INCOMPLETE && error != null);
        if (!failed) {
            return null;
        }
        String code = error == null ? null : RecentError.code(error.code());
        return code == null ? OTHER : errorTypes.of(code);
    }

    private static String errorType(Throwable failure) {
        return failure instanceof GenAiHttpException http
                ? Integer.toString(http.getStatusCode())
                : failure.getClass().getName();
    }
}

package io.camelgenai.provider;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the numbers of requests in a document about a batch. They show how far it is, and whether a batch that is over has
 * succeeded.
 *
 * @param total the paths of the number of all requests
 * @param succeeded the paths of the number of those with a result
 * @param failed the paths of the number of those with an error
 * @param canceled the paths of the number of those that were canceled with the batch
 * @param expired the paths of the number of those that the provider did not answer in time
 */
record RequestCounts(JsonPaths total, JsonPaths succeeded, JsonPaths failed, JsonPaths canceled, JsonPaths expired) {

    static final RequestCounts NONE =
            new RequestCounts(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE);

    /** The paths under the key {@code requests} of this section. */
    static RequestCounts in(DescriptorSection section) {
        return Objects.requireNonNullElse(section.optionalSection("requests", RequestCounts::read), NONE);
    }

    private static RequestCounts read(DescriptorSection section) {
        return new RequestCounts(
                section.require("total").numberPaths(),
                section.require("succeeded").numberPaths(),
                section.require("failed").numberPaths(),
                section.numberPaths("canceled"),
                section.numberPaths("expired"));
    }

    /** The state with what the numbers say, where the document has them. */
    Generation addTo(Generation state, ExtractedValues values) {
        Long all = total.integer(values);
        Long good = succeeded.integer(values);
        return all == null || good == null || all <= 0
                ? state
                : new Numbers(all, good, count(failed, values), count(canceled, values), count(expired, values))
                        .addTo(state);
    }

    private static long count(JsonPaths paths, ExtractedValues values) {
        return Objects.requireNonNullElse(paths.integer(values), 0L);
    }

    /** The numbers of one document. */
    private record Numbers(long total, long succeeded, long failed, long canceled, long expired) {

        Generation addTo(Generation state) {
            double over = (double) (succeeded + failed + canceled + expired) / total;
            GenerationStatus status = status(state.status());
            return state.with()
                    .progress(over < 0 || over > 1 ? state.progress() : Double.valueOf(over))
                    .status(status)
                    .error(error(state, status))
                    .build();
        }

        /** A provider may say only that a batch is over. It has not succeeded where it did not get to the end, or nothing succeeded. */
        private GenerationStatus status(GenerationStatus given) {
            if (given != GenerationStatus.COMPLETED) {
                return given;
            }
            if (canceled > 0) {
                return GenerationStatus.CANCELED;
            }
            return expired > 0 || (succeeded == 0 && failed > 0) ? GenerationStatus.FAILED : GenerationStatus.COMPLETED;
        }

        private @Nullable GenerationError error(Generation state, GenerationStatus status) {
            GenerationError given = state.error();
            boolean isExplained = given != null && given.code() != null;
            boolean mayFail = status == GenerationStatus.COMPLETED || status == GenerationStatus.FAILED;
            if (isExplained || !mayFail || failed + expired == 0) {
                return given;
            }
            String code = expired > 0 ? GenerationError.EXPIRED : GenerationError.REQUESTS_FAILED;
            String why = given == null || given.equals(GenerationError.UNSPECIFIED) ? null : given.message();
            return new GenerationError(code, message(why), expired > 0);
        }

        private String message(@Nullable String given) {
            List<String> parts = new ArrayList<>();
            if (failed > 0) {
                parts.add(failed + " failed");
            }
            if (expired > 0) {
                parts.add(expired + " expired");
            }
            return "Of " + total + (total == 1 ? " request " : " requests ") + String.join(", ", parts)
                    + (given == null ? "" : ": " + given);
        }
    }
}

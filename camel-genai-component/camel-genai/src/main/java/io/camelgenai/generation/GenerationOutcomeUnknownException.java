package io.camelgenai.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A create was sent, and it is unknown whether the provider accepted it. The create is not repeated, since that could pay for
 * the same work twice.
 */
public class GenerationOutcomeUnknownException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private List<SerializableGeneration> candidates = List.of();

    /**
     * @param why what happened instead of a response
     * @param where provider and ids, where known
     * @param cause the failure of the request, or null
     */
    public GenerationOutcomeUnknownException(String why, Where where, @Nullable Throwable cause) {
        super(
                "It is not known whether " + where.provider() + " accepted the create: " + why
                        + ". It was not sent again; check at the provider before you repeat it",
                where,
                cause);
        reason = why;
    }

    /** What happened instead of a response that shows the outcome: the part of the message that differs. */
    public String getReason() {
        return reason;
    }

    /** Adds generations that the provider lists, one of which may be the result of this create. */
    public GenerationOutcomeUnknownException with(List<Generation> listed) {
        candidates = listed.stream().map(SerializableGeneration::new).toList();
        return this;
    }

    /**
     * The generations that the provider lists as created lately, where it has a list, for an operator to inspect. A listed
     * generation proves nothing, and neither does an empty list.
     */
    public List<Generation> getCandidates() {
        return candidates.stream().map(SerializableGeneration::get).toList();
    }
}

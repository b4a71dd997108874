package io.camelgenai.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A create was sent, and nothing tells whether the provider accepted it. It is not sent again: that could pay for the same
 * work twice.
 */
public class GenerationOutcomeUnknownException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private transient List<Generation> candidates = List.of();

    /**
     * @param why what happened instead of an answer
     * @param where provider and ids, where known
     * @param cause what the call ended with, or null
     */
    public GenerationOutcomeUnknownException(String why, Where where, @Nullable Throwable cause) {
        super(
                "It is not known whether " + where.provider() + " accepted the create: " + why
                        + ". It was not sent again; look at the provider's side before you do",
                where,
                cause);
    }

    /** The same with generations that the provider lists, and that may be what became of it. */
    public GenerationOutcomeUnknownException with(List<Generation> listed) {
        candidates = List.copyOf(listed);
        return this;
    }

    /**
     * What the provider lists as created lately, where it has a list: for a person to look at. That a generation is among
     * them proves nothing, nor does it that none is.
     */
    public List<Generation> getCandidates() {
        return candidates;
    }
}

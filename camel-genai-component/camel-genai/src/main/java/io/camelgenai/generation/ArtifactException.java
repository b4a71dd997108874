package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** A file that a generation produced cannot be fetched, and no retry changes that. */
public class ArtifactException extends GenAiException {

    /** Its URL is no longer valid, and the provider gives no other one. */
    public static final String EXPIRED = "genai.artifact-expired";
    /** Its URL leads to a place from which no file is fetched. */
    public static final String REFUSED = "genai.artifact-refused";
    /** What arrived is not the file. */
    public static final String DAMAGED = "genai.artifact-damaged";
    /** It is larger than the option {@code maxArtifactSize} allows. */
    public static final String TOO_LARGE = "genai.artifact-too-large";

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param message what was wrong, where, and what to do; without the query of a URL, which may grant access
     * @param where provider and ids, where known
     * @param code one of the codes of this class
     */
    public ArtifactException(String message, Where where, String code, @Nullable Throwable cause) {
        super(message, where, cause);
        this.code = code;
    }

    /** Which of the codes of this class it has. */
    public String getCode() {
        return code;
    }

    @Override
    public FailureKind getFailureKind() {
        return code.equals(TOO_LARGE) ? FailureKind.TOO_LARGE : FailureKind.OTHER;
    }
}

package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** A received webhook does not prove to be the provider's: nothing was changed. An HTTP consumer answers it with status 401. */
public class WebhookRefusedException extends GenAiException {

    /** Its signature is missing or wrong. */
    public static final String SIGNATURE = "genai.webhook-signature";
    /** Its time is missing, or too far from ours. */
    public static final String TIME = "genai.webhook-time";
    /** A message with its id was received before. */
    public static final String REPLAYED = "genai.webhook-replayed";
    /** Its body cannot be read. */
    public static final String BODY = "genai.webhook-body";

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param message what was wrong, where, and what to do; never a secret
     * @param where provider and ids, where known
     * @param code one of the codes of this class
     */
    public WebhookRefusedException(String message, Where where, String code, @Nullable Throwable cause) {
        super(message, where, cause);
        this.code = code;
    }

    /** Which of the codes of this class it has. */
    public String getCode() {
        return code;
    }
}

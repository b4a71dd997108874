package io.camelgenai.starter;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Lets the component's own words stand alone where it refused to start, without the layers that they came through. */
class GenAiStartFailureAnalyzer implements FailureAnalyzer {

    private static final String COMPONENT = "io.camelgenai.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOurs(cause)) {
                return new FailureAnalysis(
                        String.valueOf(cause.getMessage()), "Change what the message names, and start again.", cause);
            }
        }
        return null;
    }

    /** A refusal with a message of its own; anything else may be a defect, whose trace is wanted. */
    private static boolean isOurs(Throwable cause) {
        boolean refusal = cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
        StackTraceElement[] trace = cause.getStackTrace();
        return refusal && trace.length > 0 && trace[0].getClassName().startsWith(COMPONENT);
    }
}

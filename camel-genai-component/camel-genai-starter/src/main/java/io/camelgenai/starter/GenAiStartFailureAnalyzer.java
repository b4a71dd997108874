package io.camelgenai.starter;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;
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
                        cause.getMessage() + place(failure), "Change what the message names, and start again.", cause);
            }
        }
        return null;
    }

    /** The route and the endpoint that it came through, as far as Camel tells. */
    private static String place(Throwable failure) {
        String route = "";
        String endpoint = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException created) {
                route = "\nRoute: " + created.getRouteId();
            } else if (cause instanceof FailedToStartRouteException started) {
                route = "\nRoute: " + started.getRouteId();
            } else if (cause instanceof ResolveEndpointFailedException resolved) {
                endpoint = "\nEndpoint: " + URISupport.sanitizeUri(resolved.getUri());
            }
        }
        return route + endpoint;
    }

    /** A refusal with a message of its own; anything else may be a defect, whose trace is wanted. */
    private static boolean isOurs(Throwable cause) {
        boolean refusal = cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
        StackTraceElement[] trace = cause.getStackTrace();
        return refusal && trace.length > 0 && trace[0].getClassName().startsWith(COMPONENT);
    }
}

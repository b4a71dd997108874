package io.camelgenai.starter;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Reports the message with which the component refused to start, without the exceptions that wrap it. */
class GenAiStartFailureAnalyzer implements FailureAnalyzer {

    private static final String COMPONENT = "io.camelgenai.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isRefusal(cause)) {
                return new FailureAnalysis(
                        cause.getMessage() + location(failure),
                        "Change what the message names, and start again.",
                        cause);
            }
        }
        return null;
    }

    /** The route and the endpoint of the failure, as far as Camel reports them. */
    private static String location(Throwable failure) {
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

    /** Whether this package tree threw it on purpose; any other exception may be a defect and keeps its stack trace. */
    private static boolean isRefusal(Throwable cause) {
        boolean refusal = cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
        StackTraceElement[] trace = cause.getStackTrace();
        return refusal && trace.length > 0 && trace[0].getClassName().startsWith(COMPONENT);
    }
}

package io.camelgenai.simulator.openai;

import io.camelgenai.simulator.provider.ErrorEnvelope;

/** The errors of an API of OpenAI. */
public final class OpenAiErrors {
    private static final String TABLE = """
            500 server_error
            401 invalid_api_key
            403 unsupported_country_region_territory
            404 model_not_found
            405 method_not_allowed
            429 rate_limit_exceeded insufficient_quota
            503 overloaded
            """;

    private OpenAiErrors() {}

    /**
     * Returns the errors that all of its APIs have, and those of one.
     *
     * @param more a line for each further status, with its codes
     */
    public static ErrorEnvelope with(String more) {
        return ErrorEnvelope.of("""
                        {"error":{"message":"$message","type":"$type","param":"$param","code":"$code"}}""", TABLE + more)
                .withTypes("""
                        500 server_error
                        400 invalid_request_error
                        429 rate_limit_error
                        502 server_error
                        503 server_error
                        504 server_error
                        """)
                .withRequestedMessage("Refused as the prompt demands")
                .withRetryAfter("Retry-After");
    }
}

package io.camelgenai.component;

import org.apache.camel.spi.Metadata;

/** The names of the headers. */
public final class GenAiConstants {

    @Metadata(
            label = "producer",
            description = "The operation, in place of the option. Removed when used.",
            javaType = "String")
    public static final String OPERATION = "CamelGenAiOperation";

    @Metadata(
            label = "producer",
            description = "The model, in place of the one in the URI. Removed when used.",
            javaType = "String")
    public static final String MODEL = "CamelGenAiModel";

    @Metadata(
            label = "producer",
            description = "The idempotency key, in place of the option, and taken as it is. Removed when used.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelGenAiIdempotencyKey";

    @Metadata(
            label = "producer",
            description =
                    "Request parameters of this message, as a Map, a JsonNode or a JSON object as text; they override the options param.NAME, and null leaves a parameter out. Removed when used.",
            javaType = "Map<String, Object>")
    public static final String PARAMS = "CamelGenAiParams";

    @Metadata(
            label = "producer",
            description =
                    "Files that go into the request, as a Map from a role, such as first-frame, to a file or a list of files; a file is a URL as text, bytes, a File, a Path, a stream, a file or a stream cache of Camel, or an Artifact. Removed when used.",
            javaType = "Map<String, Object>")
    public static final String INPUTS = "CamelGenAiInputs";

    @Metadata(
            description = "The provider's id of the generation. In for operations by id, out always.",
            javaType = "String")
    public static final String GENERATION_ID = "CamelGenAiGenerationId";

    @Metadata(
            description = "An id of the caller's own that is restored on the consumer's exchanges.",
            javaType = "String")
    public static final String CORRELATION_ID = "CamelGenAiCorrelationId";

    @Metadata(description = "The provider's name.", javaType = "String")
    public static final String PROVIDER = "CamelGenAiProvider";

    @Metadata(description = "The model that was used, as reported by the provider.", javaType = "String")
    public static final String RESPONSE_MODEL = "CamelGenAiResponseModel";

    @Metadata(
            description = "The status of the generation.",
            javaType = "String",
            enums = "QUEUED,RUNNING,UNRECOGNIZED,COMPLETED,INCOMPLETE,FAILED,CANCELED")
    public static final String STATUS = "CamelGenAiStatus";

    @Metadata(
            label = "consumer",
            description = "The type of the event.",
            javaType = "String",
            enums = "STARTED,STATUS,TEXT,REASONING,TOOL_CALL,OTHER,COMPLETED,INCOMPLETE,FAILED,CANCELED")
    public static final String EVENT_TYPE = "CamelGenAiEventType";

    @Metadata(label = "consumer", description = "The provider's own name of the event.", javaType = "String")
    public static final String EVENT_NAME = "CamelGenAiEventName";

    @Metadata(
            label = "consumer",
            description = "The position of the event in its observation, from 0.",
            javaType = "Long")
    public static final String SEQUENCE = "CamelGenAiSequence";

    @Metadata(description = "The progress from 0 to 1, where the provider reports it.", javaType = "Double")
    public static final String PROGRESS = "CamelGenAiProgress";

    @Metadata(description = "The place in the provider's queue, where the provider reports it.", javaType = "Integer")
    public static final String QUEUE_POSITION = "CamelGenAiQueuePosition";

    @Metadata(
            label = "producer",
            description = "The SHA-256 of a downloaded artifact, in hexadecimal digits.",
            javaType = "String")
    public static final String ARTIFACT_SHA256 = "CamelGenAiArtifactSha256";

    @Metadata(description = "Why the generation stopped, in the provider's own word.", javaType = "String")
    public static final String FINISH_REASON = "CamelGenAiFinishReason";

    @Metadata(description = "The error code: the provider's, or one that starts with genai.", javaType = "String")
    public static final String ERROR_CODE = "CamelGenAiErrorCode";

    @Metadata(description = "The error message.", javaType = "String")
    public static final String ERROR_MESSAGE = "CamelGenAiErrorMessage";

    @Metadata(description = "Whether the same request may succeed when it is repeated.", javaType = "Boolean")
    public static final String RETRYABLE = "CamelGenAiRetryable";

    @Metadata(description = "The provider's id of the request, for its support.", javaType = "String")
    public static final String REQUEST_ID = "CamelGenAiRequestId";

    @Metadata(description = "The number of input tokens.", javaType = "Long")
    public static final String INPUT_TOKENS = "CamelGenAiInputTokens";

    @Metadata(description = "The number of output tokens.", javaType = "Long")
    public static final String OUTPUT_TOKENS = "CamelGenAiOutputTokens";

    @Metadata(description = "The price in US dollars.", javaType = "java.math.BigDecimal")
    public static final String COST_USD = "CamelGenAiCostUsd";

    @Metadata(label = "consumer", description = "Whether a route may have received this before.", javaType = "Boolean")
    public static final String REDELIVERED = "CamelGenAiRedelivered";

    /**
     * An exchange property: true where the JSON to which a {@link io.camelgenai.generation.Generation} is converted contains {@code
     * raw}, the provider's document, which may repeat the prompt.
     */
    public static final String INCLUDE_RAW = "CamelGenAiIncludeRaw";

    /**
     * An exchange property after a failure, which Camel's AI components share: {@code RATE_LIMIT}, {@code SERVER_ERROR}, {@code
     * VALIDATION}, {@code AUTH} or {@code UNKNOWN}.
     */
    public static final String ERROR_CATEGORY = "CamelAiErrorCategory";

    /**
     * An exchange property after a failure, which Camel's AI components share: the wait that the provider asks for before the same
     * request is sent again, as a Long in milliseconds; absent where it asks for none.
     */
    public static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    private GenAiConstants() {}
}

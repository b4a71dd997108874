package io.camelgenai.component;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.component.connection.JsonSchemaOption;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.tracking.repository.Flow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint. */
@UriParams
public class GenAiConfiguration extends ConnectionConfiguration {

    /** The meaning of text in a body. */
    public enum InputFormat {
        /** A prompt. */
        text,
        /** The provider's request object. */
        json
    }

    /** What a consumer creates an exchange for. */
    public enum Emit {
        /** Each terminal generation. */
        terminal,
        /** Each event. */
        events
    }

    @UriPath(description = "The provider, by the name of its descriptor.")
    @Metadata(required = true)
    private String provider = "";

    @UriPath(description = "The provider's model name; it may contain slashes and colons.")
    private @Nullable String model;

    @UriParam(
            label = "common",
            description = "The name of the connection, for several accounts of one provider. The provider's name by"
                    + " default.")
    private @Nullable String connection;

    @UriParam(
            label = "common",
            defaultValue = "default",
            description = "The name that connects the producers of a flow to its consumer.")
    private String channel = "default";

    @UriParam(
            label = "common",
            description =
                    "The id of a generation: for operations by id, where the header CamelGenAiGenerationId does not"
                            + " name it; for a consumer, one that it receives besides those of its channel.")
    private @Nullable String generationId;

    @UriParam(label = "producer", defaultValue = "generate", description = "The operation to perform.")
    private Operation operation = Operation.generate;

    @UriParam(
            label = "producer",
            defaultValue = "text",
            description = "Whether text in the body is a prompt or the provider's request object.")
    private InputFormat inputFormat = InputFormat.text;

    @UriParam(
            label = "producer",
            prefix = "param.",
            multiValue = true,
            description =
                    "Request parameters, put where the provider expects them. Typed by the descriptor, otherwise by"
                            + " their form; quotes force text.")
    private Map<String, Object> param = new LinkedHashMap<>();

    @UriParam(
            label = "producer",
            description =
                    "The system text: what the model is to be and to do, whatever the prompt. Put where the provider"
                            + " expects it, unless the request object has one.")
    @Metadata(largeInput = true)
    private @Nullable String system;

    @UriParam(
            label = "producer",
            description =
                    "The JSON schema of the answer: a JSON object, or a file: or classpath: resource that has one."
                            + " Put where the provider expects it, unless the request object has one.")
    @Metadata(largeInput = true, supportFileReference = true, inputLanguage = "json")
    private @Nullable String jsonSchema;

    @UriParam(
            label = "producer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "How long generate and await wait for the terminal status.")
    private Duration timeout = Duration.ofMinutes(10);

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether a generation is canceled when generate or await times out.")
    private boolean cancelOnTimeout;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether generate and await throw when a generation is FAILED, CANCELED, or INCOMPLETE because its"
                            + " completion could not be observed. Otherwise only the body shows it.")
    private boolean throwExceptionOnFailure = true;

    @UriParam(
            label = "producer",
            description = "A Simple expression. A create with the same value as an earlier one returns the earlier"
                    + " generation, for as long as the component's option retention says.")
    private @Nullable String idempotencyKey;

    @UriParam(
            label = "producer",
            description = "Names or patterns, separated by commas, of headers to restore on the consumer's exchanges.")
    private @Nullable String carryHeaders;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "Which artifact of a generation download fetches; the first is 0. Not used where the body is an artifact.")
    private int artifact;

    @UriParam(
            label = "producer",
            defaultValue = "1073741824",
            description = "The maximum size of an artifact that is fetched, in bytes.")
    private long maxArtifactSize = 1L << 30;

    @UriParam(
            label = "producer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "How long the download of an artifact may take, with all its retries.")
    private Duration artifactTimeout = Duration.ofMinutes(10);

    @UriParam(
            label = "consumer",
            defaultValue = "terminal",
            description = "Whether there is an exchange for each terminal generation or for each event.")
    private Emit emit = Emit.terminal;

    @UriParam(
            label = "consumer",
            description = "The terminal statuses to receive, separated by commas; others are acknowledged without an"
                    + " exchange. All by default.")
    private @Nullable String statuses;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How many exchanges of emit=terminal may be in flight concurrently.")
    private int concurrentConsumers = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How often a terminal exchange is delivered at most before it is parked.")
    private int maxDeliveries = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "The delay before a failed terminal exchange is redelivered; it doubles up to five minutes.")
    private Duration redeliveryDelay = Duration.ofSeconds(5);

    @Override
    public String getProvider() {
        return provider;
    }

    @Override
    public void setProvider(@Nullable String provider) {
        this.provider = provider == null ? "" : provider;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getConnection() {
        return connection;
    }

    public void setConnection(@Nullable String connection) {
        this.connection = connection;
    }

    /** The connection's name; the provider's where none is set. */
    public String connectionName() {
        return connection == null ? provider : connection;
    }

    /** The flow of the endpoint's generations. */
    public Flow flow() {
        return new Flow(provider, connectionName(), channel);
    }

    /** @throws IllegalArgumentException when a name is too long, or has a character that no database stores */
    void requireNames() {
        OptionValidation.requireName("The option channel", channel);
        OptionValidation.requireName("The option connection", connectionName());
    }

    public String getChannel() {
        return channel;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    public @Nullable String getGenerationId() {
        return generationId;
    }

    public void setGenerationId(@Nullable String generationId) {
        this.generationId = generationId;
    }

    public Operation getOperation() {
        return operation;
    }

    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    public InputFormat getInputFormat() {
        return inputFormat;
    }

    public void setInputFormat(InputFormat inputFormat) {
        this.inputFormat = inputFormat;
    }

    public Map<String, Object> getParam() {
        return param;
    }

    public void setParam(Map<String, Object> param) {
        this.param = param;
    }

    public @Nullable String getSystem() {
        return system;
    }

    public void setSystem(@Nullable String system) {
        this.system = system;
    }

    public @Nullable String getJsonSchema() {
        return jsonSchema;
    }

    public void setJsonSchema(@Nullable String jsonSchema) {
        this.jsonSchema = jsonSchema;
    }

    /**
     * The schema of the option jsonSchema, or null.
     *
     * @throws IllegalArgumentException when it cannot be read, or is no JSON object
     */
    public @Nullable JsonNode answerSchema(CamelContext context) {
        return jsonSchema == null ? null : JsonSchemaOption.read(context, jsonSchema);
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public boolean isCancelOnTimeout() {
        return cancelOnTimeout;
    }

    public void setCancelOnTimeout(boolean cancelOnTimeout) {
        this.cancelOnTimeout = cancelOnTimeout;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public @Nullable String getIdempotencyKey() {
        return idempotencyKey;
    }

    public void setIdempotencyKey(@Nullable String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    public @Nullable String getCarryHeaders() {
        return carryHeaders;
    }

    public void setCarryHeaders(@Nullable String carryHeaders) {
        this.carryHeaders = carryHeaders;
    }

    public int getArtifact() {
        return artifact;
    }

    public void setArtifact(int artifact) {
        this.artifact = artifact;
    }

    public long getMaxArtifactSize() {
        return maxArtifactSize;
    }

    public void setMaxArtifactSize(long maxArtifactSize) {
        this.maxArtifactSize = maxArtifactSize;
    }

    public Duration getArtifactTimeout() {
        return artifactTimeout;
    }

    public void setArtifactTimeout(Duration artifactTimeout) {
        this.artifactTimeout = artifactTimeout;
    }

    public Emit getEmit() {
        return emit;
    }

    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public @Nullable String getStatuses() {
        return statuses;
    }

    public void setStatuses(@Nullable String statuses) {
        this.statuses = statuses;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public Duration getRedeliveryDelay() {
        return redeliveryDelay;
    }

    public void setRedeliveryDelay(Duration redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }
}

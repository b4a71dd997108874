package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.component.operation.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** What an endpoint can be told. */
@UriParams
public class GenAiConfiguration extends ConnectionConfiguration {

    /** What text in a body is. */
    public enum InputFormat {
        /** A prompt. */
        text,
        /** The provider's request object. */
        json
    }

    /** What a consumer gives an exchange for. */
    public enum Emit {
        /** For each generation that ended. */
        terminal,
        /** For each event. */
        events
    }

    @UriPath(description = "The provider, by the name of its descriptor.")
    @Metadata(required = true)
    private String provider = "";

    @UriPath(description = "The provider's model name; it may hold slashes and colons.")
    private @Nullable String model;

    @UriParam(
            label = "common",
            description = "The name of the connection, for several accounts of one provider. By default it bears the"
                    + " provider's name.")
    private @Nullable String connection;

    @UriParam(
            label = "common",
            defaultValue = "default",
            description = "The name that ties the producers of a flow to its consumer.")
    private String channel = "default";

    @UriParam(
            label = "common",
            description =
                    "The generation: for operations by id, where the header CamelGenAiGenerationId does not name it;"
                            + " for a consumer, one that it hears of besides its channel's.")
    private @Nullable String generationId;

    @UriParam(label = "producer", defaultValue = "generate", description = "What is to be done.")
    private Operation operation = Operation.generate;

    @UriParam(
            label = "producer",
            defaultValue = "text",
            description = "What text in the body is: a prompt, or the provider's request object.")
    private InputFormat inputFormat = InputFormat.text;

    @UriParam(
            label = "producer",
            prefix = "param.",
            multiValue = true,
            description =
                    "Request parameters, put where the provider wants them. Typed as the descriptor says, otherwise"
                            + " by their look; quotes force text.")
    private Map<String, Object> param = new LinkedHashMap<>();

    @UriParam(
            label = "producer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "How long generate and await wait for the end.")
    private Duration timeout = Duration.ofMinutes(10);

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether a generation is canceled when the wait for its end is over.")
    private boolean cancelOnTimeout;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether generate and await fail when a generation FAILED, was CANCELED, or is INCOMPLETE because"
                            + " its end could not be seen. Otherwise the body tells.")
    private boolean throwExceptionOnFailure = true;

    @UriParam(
            label = "producer",
            description = "A Simple expression whose value makes two creates the same: the second one returns the first"
                    + " one's generation, for as long as the component's retention says.")
    private @Nullable String idempotencyKey;

    @UriParam(
            label = "producer",
            description = "Names or patterns, parted by commas, of headers to give back on the consumer's exchanges.")
    private @Nullable String carryHeaders;

    @UriParam(
            label = "consumer",
            defaultValue = "terminal",
            description = "Whether there is an exchange for each generation that ended, or for each event.")
    private Emit emit = Emit.terminal;

    @UriParam(
            label = "consumer",
            description = "The terminal statuses, parted by commas, that are wanted; others are acknowledged without an"
                    + " exchange. All by default.")
    private @Nullable String statuses;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How many exchanges of emit=terminal are under way at the same time.")
    private int concurrentConsumers = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How often a terminal exchange is tried at the most before it is parked.")
    private int maxDeliveries = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "The wait before a terminal exchange that failed comes again; it doubles up to five minutes.")
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

    /** The connection's name: the provider's where none was given. */
    public String connectionName() {
        return connection == null ? provider : connection;
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

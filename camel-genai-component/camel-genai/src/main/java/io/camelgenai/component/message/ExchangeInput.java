package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.InputFile;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiConfiguration.InputFormat;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.Operation;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.tracking.create.CreateIntent;
import io.camelgenai.tracking.create.RequestPreparation;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Reads the request from an exchange. Headers that are meant for the component alone are removed as they are read. */
public final class ExchangeInput {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final String CAMEL = "Camel";
    private static final int MAX_CARRIED_HEADERS = 64 * 1024;
    /** What is between the values of a key. */
    private static final Pattern SEPARATORS = Pattern.compile("[-_/:.,;| ]+");

    private final GenAiConfiguration configuration;
    private final ProviderDescriptor provider;
    private final @Nullable Expression idempotencyKey;
    private final RequestAdditions additions;
    private final MessageInputs inputs;

    /** @throws IllegalArgumentException when an option is set that the provider does not take, or cannot be read */
    public ExchangeInput(CamelContext context, GenAiConfiguration configuration, ProviderDescriptor provider) {
        this.configuration = configuration;
        this.provider = provider;
        String key = configuration.getIdempotencyKey();
        this.idempotencyKey =
                key == null ? null : context.resolveLanguage("simple").createExpression(key);
        this.additions = RequestAdditions.of(context, configuration, provider);
        this.inputs = new MessageInputs(provider);
    }

    /** @throws IllegalArgumentException when the header names an operation that the provider does not have */
    public Operation operation(Message message) {
        String named = take(message, GenAiConstants.OPERATION, String.class);
        if (named == null) {
            return configuration.getOperation();
        }
        Operation operation = Operation.of(named);
        operation.requireOf(provider);
        return operation;
    }

    /** Whether the message requests a create. The header stays where it is, and may name anything. */
    public boolean requestsCreate(Message message) {
        String named = message.getHeader(GenAiConstants.OPERATION, String.class);
        return named == null
                ? configuration.getOperation().creates()
                : Arrays.stream(Operation.values())
                        .anyMatch(each -> each.creates() && each.name().equals(named));
    }

    /** Whether the message is a received webhook. The header stays where it is. */
    public boolean isWebhook(Message message) {
        String named = message.getHeader(GenAiConstants.OPERATION, String.class);
        return named == null
                ? configuration.getOperation() == Operation.webhook
                : named.equals(Operation.webhook.name());
    }

    /** Whether a create with this message has an idempotency key. The header stays where it is. */
    public boolean hasIdempotencyKey(Message message) {
        return idempotencyKey != null || message.getHeader(GenAiConstants.IDEMPOTENCY_KEY) != null;
    }

    /** Whether header or option names a generation. */
    public boolean hasGenerationId(Message message) {
        return message.getHeader(GenAiConstants.GENERATION_ID) != null || configuration.getGenerationId() != null;
    }

    /** @throws IllegalArgumentException when neither header nor option names a generation */
    public String generationId(Message message) {
        String named = message.getHeader(GenAiConstants.GENERATION_ID, String.class);
        String id = named == null ? configuration.getGenerationId() : named;
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(
                    "No generation: set the header " + GenAiConstants.GENERATION_ID + ", or the option generationId");
        }
        return id;
    }

    /**
     * The intent to create a generation.
     *
     * @param byStream whether the create opens the stream, given the generation's origin
     * @param upload uploads a file that the request refers to, before the intent is stored
     * @throws IllegalArgumentException when the body, or a file that belongs to it, cannot be sent as a request
     */
    public CreateIntent create(
            Exchange exchange,
            ProviderClient client,
            Predicate<Origin> byStream,
            Function<InputFile, CompletableFuture<String>> upload)
            throws InvalidPayloadException {
        Message message = exchange.getMessage();
        String model = model(message);
        Map<String, Object> params = params(message);
        RequestInputs files = inputs.take(exchange);
        files.addTo(params);
        Consumer<ObjectNode> addition = additions.takeFrom(params);
        if (provider.batch() != null) {
            return createBatch(exchange, client, model, params, addition, upload);
        }
        ObjectNode body = body(message, model, params);
        addition.accept(body);
        String inBody = provider.request().modelIn(body);
        String chosen = inBody == null ? model : inBody;
        if (chosen == null && !provider.request().modelOptional()) {
            throw new IllegalArgumentException("No model: name it in the URI, genai:" + provider.name()
                    + "/MODEL, or in the header " + GenAiConstants.MODEL);
        }
        Origin origin = origin(message, chosen);
        Idempotency idempotency = idempotency(exchange, chosen, body, files.isEmpty() ? "" : '\n' + files.identity());
        RequestPreparation preparation = files.completed(body, upload);
        return new CreateIntent(
                client,
                CreateRequest.to(provider, chosen, client.withWebhook(body)),
                origin,
                idempotency,
                byStream.test(origin),
                preparation);
    }

    private CreateIntent createBatch(
            Exchange exchange,
            ProviderClient client,
            @Nullable String model,
            Map<String, Object> params,
            Consumer<ObjectNode> addition,
            Function<InputFile, CompletableFuture<String>> upload)
            throws InvalidPayloadException {
        boolean textIsJson = configuration.getInputFormat() == InputFormat.json;
        MessageBatch batch = MessageBatch.read(exchange, provider, JSON, model, params, addition, textIsJson);
        CreateRequest request = CreateRequest.of(batch.model(), batch.params(), batch.file());
        Idempotency idempotency = idempotency(
                exchange, batch.model(), batch.params(), batch.file().sha256());
        Origin origin = origin(exchange.getMessage(), batch.model());
        return new CreateIntent(client, request, origin, idempotency, false, batch.preparation(provider, upload));
    }

    /** The origin of a generation that this message requests. */
    public Origin origin(Message message, @Nullable String model) {
        return new Origin(
                configuration.flow(),
                model,
                message.getHeader(GenAiConstants.CORRELATION_ID, String.class),
                carriedHeaders(message));
    }

    /** The model that the header, the URI or the descriptor names, or null. */
    public @Nullable String model(Message message) {
        String named = take(message, GenAiConstants.MODEL, String.class);
        if (named != null && !named.isBlank()) {
            return named;
        }
        String model = configuration.getModel();
        return model == null ? provider.request().defaultModel() : model;
    }

    private Map<String, Object> params(Message message) {
        Map<String, Object> params = new LinkedHashMap<>(configuration.getParam());
        paramsInHeader(message).forEach((name, value) -> params.put(String.valueOf(name), value));
        return params;
    }

    /** A header that came over JMS or HTTP is text. */
    private static Map<?, ?> paramsInHeader(Message message) {
        Object header = message.removeHeader(GenAiConstants.PARAMS);
        if (header == null) {
            return Map.of();
        }
        if (header instanceof Map<?, ?> map) {
            return map;
        }
        if (header instanceof JsonNode || header instanceof CharSequence || header instanceof byte[]) {
            return paramsInJson(header, contextOf(message));
        }
        throw new IllegalArgumentException("The header " + GenAiConstants.PARAMS + " is of type "
                + TextBody.typeOf(header) + ": set it to a Map, or to a JSON object as text");
    }

    /** A message that an exchange contains knows it. */
    private static CamelContext contextOf(Message message) {
        return Objects.requireNonNull(message.getExchange()).getContext();
    }

    private static Map<?, ?> paramsInJson(Object header, CamelContext context) {
        try {
            JsonNode json = header instanceof JsonNode node
                    ? node
                    : JSON.reader()
                            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(context.getTypeConverter().convertTo(String.class, header));
            if (json instanceof ObjectNode) {
                return JSON.convertValue(json, Map.class);
            }
        } catch (JsonProcessingException notJson) {
            // The parser's own message would quote the header.
        }
        throw new IllegalArgumentException("The header " + GenAiConstants.PARAMS
                + " is text, but no JSON object: set it to a Map, or to text as {\"seed\":7}");
    }

    private ObjectNode body(Message message, @Nullable String model, Map<String, Object> params)
            throws InvalidPayloadException {
        Object body = message.getBody();
        if (body == null) {
            throw noPrompt();
        }
        if (!TextBody.isText(body, contextOf(message))) {
            return provider.request().body(object(body), model, params);
        }
        String text = TextBody.read(message);
        if (text.isBlank()) {
            throw noPrompt();
        }
        return configuration.getInputFormat() == InputFormat.json
                ? provider.request().body(parsed(text), model, params)
                : provider.request().body(text, model, params);
    }

    private static IllegalArgumentException noPrompt() {
        return new IllegalArgumentException(
                "No prompt: the body is empty. Set it to a text, or to the provider's request object");
    }

    private static ObjectNode object(Object body) {
        JsonNode tree = JSON.valueToTree(body);
        if (tree instanceof ObjectNode object && !object.isEmpty()) {
            return object;
        }
        throw new IllegalArgumentException(
                "A body of type " + TextBody.typeOf(body) + " is no request object: it has no field");
    }

    /** The parser's own message would quote the input. */
    private static ObjectNode parsed(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("The body is JSON, but not an object (inputFormat=json)");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException(
                    "The body is not JSON" + where + " (inputFormat=json): correct it, or use inputFormat=text");
        }
    }

    /** @param files identifies the files of the request; empty where it has none */
    private @Nullable Idempotency idempotency(
            Exchange exchange, @Nullable String model, ObjectNode body, String files) {
        String key = take(exchange.getMessage(), GenAiConstants.IDEMPOTENCY_KEY, String.class);
        if (key == null && idempotencyKey != null) {
            key = Objects.requireNonNullElse(idempotencyKey.evaluate(exchange, String.class), "");
        }
        if (key != null && key.isBlank()) {
            throw new IllegalArgumentException(
                    "The option idempotencyKey has no value for this message: nothing would protect it from"
                            + " being created twice");
        }
        if (key != null && SEPARATORS.matcher(key).matches()) {
            throw new IllegalArgumentException("The idempotency key '" + key + "' of this message has nothing but"
                    + " separators: the values between them are missing, and all such messages would be one. Check the"
                    + " names in its expression");
        }
        return key == null ? null : new Idempotency(key, fingerprint(model, body, files));
    }

    /** The files count by what they are, wherever they were uploaded. */
    private static String fingerprint(@Nullable String model, ObjectNode body, String files) {
        try {
            Object sorted = JSON.treeToValue(body, Map.class);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((model + '\n' + JSON.writeValueAsString(sorted) + files).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("A request cannot be digested", e);
        }
    }

    /** Camel's own headers are carried only where the option names them in full. */
    private Map<String, Object> carriedHeaders(Message message) {
        String patterns = configuration.getCarryHeaders();
        if (patterns == null) {
            return Map.of();
        }
        Map<String, Object> carried = new LinkedHashMap<>();
        int size = 0;
        for (String pattern : patterns.split(",")) {
            for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
                String name = header.getKey();
                boolean matches = name.equalsIgnoreCase(pattern.trim())
                        || (!name.regionMatches(true, 0, CAMEL, 0, CAMEL.length())
                                && PatternHelper.matchPattern(name, pattern.trim()));
                if (matches && isPlain(header.getValue())) {
                    carried.put(name, header.getValue());
                    size += name.length() + String.valueOf(header.getValue()).length();
                }
            }
        }
        if (size > MAX_CARRIED_HEADERS) {
            throw new IllegalArgumentException("The headers of option carryHeaders are larger than "
                    + MAX_CARRIED_HEADERS + " characters together: carry a reference instead");
        }
        return carried;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    private static <T> @Nullable T take(Message message, String header, Class<T> type) {
        T value = message.getHeader(header, type);
        message.removeHeader(header);
        return value;
    }
}

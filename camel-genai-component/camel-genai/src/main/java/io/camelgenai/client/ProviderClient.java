package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.Transport.Answer;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Create;
import io.camelgenai.provider.ProviderOperations.CreateStream;
import io.camelgenai.provider.ProviderOperations.Listing;
import io.camelgenai.provider.ProviderOperations.LongPoll;
import io.camelgenai.provider.ProviderOperations.Resume;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Calls one provider over one connection, each call once and on the calling thread. Safe for use by several threads.
 *
 * <p>Every method fails with a {@link io.camelgenai.generation.GenAiConnectException} when the provider was not reached, a
 * {@link NoResponseException} when it was but did not answer, and a {@link GenAiHttpException} when it answered with an error.
 */
public final class ProviderClient {

    /** However many generations are watched by looking, a provider is not asked more than this at the same time. */
    private static final int MAX_CONCURRENT_POLLS = 16;

    private final ConnectionSettings settings;
    private final ProviderDescriptor descriptor;
    private final Secret secret;
    private final CallListener listener;
    private final Transport transport;
    private final ConcurrencyLimiter polls = new ConcurrencyLimiter(MAX_CONCURRENT_POLLS);

    /**
     * @param settings the connection
     * @param shared the client whose pool and dispatcher are used where the connection brings none of its own
     * @param deadlines ends what waits too long
     * @param time the clock
     * @param listener hears what becomes of its calls
     */
    public ProviderClient(
            ConnectionSettings settings, OkHttpClient shared, Deadlines deadlines, Time time, CallListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.descriptor = settings.provider();
        this.secret = new Secret(settings.apiKey());
        ErrorResponses answers = new ErrorResponses(descriptor.errors(), secret, time);
        this.transport = new Transport(settings, derive(settings, shared), deadlines, answers, listener);
    }

    /**
     * Redirects, repetition and time are ours, whatever the client we derive from would do; so are the connections, to be
     * closed when we stop.
     */
    private static OkHttpClient derive(ConnectionSettings settings, OkHttpClient shared) {
        OkHttpClient.Builder builder = Objects.requireNonNullElse(settings.http(), shared)
                .newBuilder()
                .connectionPool(shared.connectionPool())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(settings.limits().connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO);
        if (settings.tls() != null) {
            builder.sslSocketFactory(settings.tls().sockets(), settings.tls().trust());
        }
        return builder.build();
    }

    public ConnectionSettings settings() {
        return settings;
    }

    public ProviderDescriptor descriptor() {
        return descriptor;
    }

    /** Hears what becomes of the calls. */
    public CallListener listener() {
        return listener;
    }

    /** Who looks at many generations takes turns. */
    public ConcurrencyLimiter polls() {
        return polls;
    }

    /**
     * Creates a generation.
     *
     * @throws GenerationOutcomeUnknownException when the answer does not tell its id
     */
    public Generation create(CreateRequest asked) {
        Create create = descriptor.operations().create();
        Duration held = create.maxWait() == null ? Duration.ZERO : create.maxWait();
        Answer answer = transport.call(create.call(), values(asked), asked.body(), held, new Cancellation());
        Generation before =
                Generation.of(descriptor.name()).model(asked.model()).build();
        if (!answer.document().isObject() || descriptor.generation().idIn(answer.document()) == null) {
            throw new GenerationOutcomeUnknownException(
                    "it answered without an id", Where.provider(descriptor.name()), null);
        }
        return read(answer.document(), before);
    }

    /** Creates a generation and opens its event stream; one of the first events tells its id. */
    public EventStream createStream(CreateRequest asked, Cancellation cancellation) {
        CreateStream create = require(descriptor.operations().createStream(), "createStream");
        return transport.open(create.call(), values(asked), asked.body(), Map.of(), cancellation);
    }

    private static Map<String, String> values(CreateRequest asked) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(CallTemplate.CLIENT_ID, asked.clientId());
        if (asked.model() != null) {
            values.put(CallTemplate.MODEL, asked.model());
        }
        return values;
    }

    /** Asks for the generations that were created lately; none where the provider has no list. */
    public List<Generation> list() {
        Listing list = descriptor.operations().list();
        if (list == null) {
            return List.of();
        }
        Answer answer = transport.call(list.call(), Map.of(), null, Duration.ZERO, new Cancellation());
        Generation nothing = Generation.of(descriptor.name()).build();
        return list.in(answer.document()).stream()
                .map(each -> read(each, nothing))
                .toList();
    }

    /** Asks for the present state of a generation, given what is known of it. */
    public PollResult get(Generation known, Cancellation cancellation) {
        return poll(require(descriptor.operations().get(), "get"), known, Duration.ZERO, cancellation);
    }

    /**
     * Asks for the state of a generation and lets the provider wait for a terminal one.
     *
     * @param atMost how long; the provider's own limit is kept
     */
    public PollResult longPoll(Generation known, Duration atMost, Cancellation cancellation) {
        LongPoll hold = require(descriptor.operations().longPoll(), "await");
        Duration held = atMost.compareTo(hold.maxWait()) > 0 ? hold.maxWait() : atMost;
        return poll(hold.call(), known, held, cancellation);
    }

    private PollResult poll(CallTemplate call, Generation known, Duration held, Cancellation cancellation) {
        Map<String, String> values =
                Map.of(CallTemplate.ID, idOf(known), CallTemplate.SECONDS, Long.toString(held.toSeconds()));
        Answer answer = transport.call(call, values, null, held, cancellation);
        JsonNode document = answer.document();
        if (!document.isObject()) {
            throw new NoResponseException(
                    descriptor.name() + " answered a look at generation " + known.id() + " without a document",
                    Where.generation(descriptor.name(), known.id()),
                    null);
        }
        return new PollResult(read(document, known), answer.retryAfter());
    }

    /** Reads the provider's document of a generation, given what is known of it. */
    public Generation read(JsonNode document, Generation known) {
        return secret.redact(descriptor.generation().read(document, known));
    }

    /** What may be told of an error of this provider. */
    public @Nullable GenerationError redacted(@Nullable GenerationError error) {
        return secret.redact(error);
    }

    /** Opens the event stream of a generation. */
    public EventStream attach(String id, Cancellation cancellation) {
        Attach stream = require(descriptor.operations().stream(), "stream");
        return transport.open(stream.call(), Map.of(CallTemplate.ID, id), null, Map.of(), cancellation);
    }

    /**
     * Opens the event stream of a generation behind an event that was seen.
     *
     * @param cursor the name of that event; printable ASCII only
     */
    public EventStream resume(String id, String cursor, Cancellation cancellation) {
        Attach stream = require(descriptor.operations().stream(), "stream");
        Resume resume = require(stream.resume(), "resume");
        Map<String, String> values = Map.of(CallTemplate.ID, id, CallTemplate.CURSOR, cursor);
        Map<String, String> headers = resume.header() == null ? Map.of() : Map.of(resume.header(), cursor);
        return transport.open(resume.call(), values, null, headers, cancellation);
    }

    /** Asks the provider to cancel a generation. What it then is, only a look can tell. */
    public void cancel(String id) {
        once(require(descriptor.operations().cancel(), "cancel"), id);
    }

    /** Deletes a generation. */
    public void delete(String id) {
        once(require(descriptor.operations().delete(), "delete"), id);
    }

    private void once(CallTemplate call, String id) {
        transport.call(call, Map.of(CallTemplate.ID, id), null, Duration.ZERO, new Cancellation());
    }

    private String idOf(Generation known) {
        return require(known.id(), "id");
    }

    private <T> T require(@Nullable T part, String name) {
        return Objects.requireNonNull(part, () -> descriptor.name() + " has no " + name);
    }
}

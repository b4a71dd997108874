package io.camelgenai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.Transport.Answer;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.CreateOperations.Create;
import io.camelgenai.provider.CreateOperations.CreateStream;
import io.camelgenai.provider.CreateOperations.ModelQuestion;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Cancel;
import io.camelgenai.provider.ProviderOperations.Listing;
import io.camelgenai.provider.ProviderOperations.LongPoll;
import io.camelgenai.provider.ProviderOperations.ResultCall;
import io.camelgenai.provider.ProviderOperations.Resume;
import io.camelgenai.provider.StreamMapping;
import io.camelgenai.sse.ServerSentEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one provider over one connection, each call once and on the calling thread. Thread-safe.
 *
 * <p>Every call fails with a {@link io.camelgenai.generation.GenAiConnectException} when the provider was not reached, a
 * {@link NoResponseException} when it was reached and did not answer, and a {@link GenAiHttpException} when it answered with
 * an error.
 */
public final class ProviderClient {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

    /** Concurrent polls over one connection, however many generations are tracked. */
    private static final int MAX_CONCURRENT_POLLS = 16;

    /** A question delays a create, which can do without its answer. */
    private static final Duration MAX_QUESTION = Duration.ofSeconds(5);

    private static final int SERVER_ERROR = 500;

    private final ConnectionSettings settings;
    private final ProviderDescriptor descriptor;
    private final Secret secret;
    private final CallListener listener;
    private final BugReports bugs;
    private final Transport transport;
    private final ConcurrencyLimiter polls = new ConcurrencyLimiter(MAX_CONCURRENT_POLLS);
    private final ConcurrencyLimiter calls;
    private final @Nullable ModelAnswers streaming;

    /** Null where no frame of the provider has text, so that no document needs to be read as a frame. */
    private final @Nullable StreamMapping textFrames;

    /**
     * @param connections those that all clients share
     * @param listener receives the outcome of each call
     */
    public ProviderClient(
            ConnectionSettings settings,
            PooledConnections connections,
            Deadlines deadlines,
            Time time,
            CallListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.descriptor = settings.provider();
        this.secret = Secret.of(settings);
        this.bugs = new BugReports(secret, time);
        ErrorResponses errors = new ErrorResponses(descriptor.errors(), secret, time);
        this.transport = new Transport(settings, derive(settings, connections), deadlines, errors, listener, bugs);
        StreamMapping frames = descriptor.frames();
        this.textFrames = frames.hasText() ? frames : null;
        CreateStream createStream = descriptor.operations().createStream();
        ModelQuestion question = createStream == null ? null : createStream.onlyIf();
        this.streaming = createStream == null ? null : new ModelAnswers(question, this::ask, time::nanos);
        int maxCalls = settings.limits().maxConcurrentCalls();
        this.calls = new ConcurrencyLimiter(
                maxCalls,
                () -> LOG.warn(
                        "Connection {} has {} calls in flight: further ones wait. Raise its option maxConcurrentCalls if the"
                                + " provider allows more",
                        settings.name(),
                        maxCalls));
    }

    /**
     * Redirects, retries and timeouts are ours, whatever the original client does; so are the connections, which are closed
     * on stop.
     */
    private static OkHttpClient derive(ConnectionSettings settings, PooledConnections connections) {
        OkHttpClient.Builder builder = connections
                .client(settings.http())
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

    public CallListener listener() {
        return listener;
    }

    /** Where exceptions of our own are reported. */
    public BugReports bugs() {
        return bugs;
    }

    /** Limits the calls in flight, for callers that make one call for each exchange. */
    public ConcurrencyLimiter calls() {
        return calls;
    }

    /** Limits concurrent polls, for callers that poll many generations. */
    public ConcurrencyLimiter polls() {
        return polls;
    }

    /**
     * Creates a generation, and asks for a document.
     *
     * @throws GenerationOutcomeUnknownException when the response does not show whether it was created
     */
    public CreateReply create(CreateRequest request) {
        Create create = descriptor.operations().create();
        Duration maxWait = create.maxWait() == null ? Duration.ZERO : create.maxWait();
        CallTemplate call = create.call(request.model());
        ObjectNode body = call.hasModelInPath() ? descriptor.request().withoutModel(request.body()) : request.body();
        return reply(request, transport.create(call, values(request), body, false, maxWait));
    }

    /**
     * Creates a generation, and asks for its event stream; one of the first events contains its id.
     *
     * @throws GenerationOutcomeUnknownException when the response does not show whether it was created
     */
    public CreateReply createStream(CreateRequest request) {
        CreateStream create = require(descriptor.operations().createStream(), "createStream");
        return reply(request, transport.create(create.call(), values(request), request.body(), true, Duration.ZERO));
    }

    /** The request has been sent: whatever fails now, a generation may have been created. */
    private CreateReply reply(CreateRequest request, EventStream answer) {
        try {
            return interpreted(request, answer);
        } catch (RuntimeException | StackOverflowError e) {
            answer.close();
            throw bugs.failure("Reading the answer to a create", Where.provider(descriptor.name()), e);
        }
    }

    /** Reads an answer for what it is: it is paid for. */
    private CreateReply interpreted(CreateRequest request, EventStream answer) {
        String text = answer.text();
        if (text == null) {
            return new CreateReply.Events(answer);
        }
        JsonNode list = Transport.json(text);
        JsonNode document = list.isArray() && list.size() == 1 ? list.get(0) : list;
        Generation before =
                Generation.of(descriptor.name()).model(request.model()).build();
        Generation seen = document.isObject() ? read(document, before) : before;
        boolean lacksOutput = Objects.requireNonNullElse(seen.text(), "").isEmpty()
                && seen.toolCalls().isEmpty()
                && seen.reasoning() == null;
        if (textFrames != null && lacksOutput && areFrames(textFrames, answer, list, text)) {
            return new CreateReply.Events(answer);
        }
        boolean succeeded = false;
        try {
            Generation created = created(seen, text.isBlank() ? List.of() : List.of(text), null);
            succeeded = created.status() != GenerationStatus.FAILED;
            return new CreateReply.Whole(created);
        } finally {
            answer.release(succeeded);
        }
    }

    /** A stream of lines may have a single one, and all frames may come as one list. */
    private static boolean areFrames(StreamMapping frames, EventStream answer, JsonNode list, String text) {
        if (list.isArray()) {
            boolean haveText = StreamSupport.stream(list.spliterator(), false)
                    .anyMatch(each -> isFrameWithText(frames, each.toString()));
            if (haveText) {
                answer.readElements(list);
            }
            return haveText;
        }
        boolean hasText = isFrameWithText(frames, text.strip());
        if (hasText) {
            answer.readLines();
        }
        return hasText;
    }

    private static boolean isFrameWithText(StreamMapping frames, String line) {
        try {
            String piece = line.indexOf('\n') >= 0
                    ? null
                    : frames.interpret(ServerSentEvent.DEFAULT_EVENT, line).text();
            return piece != null && !piece.isEmpty();
        } catch (JsonProcessingException noFrame) {
            return false;
        }
    }

    /**
     * The generation that an answer to a create shows, with its id, or with one of ours.
     *
     * @param seen what was read of the answer
     * @param documents all that was answered, as received
     * @param cut why the rest of the answer is missing, or null where it is complete
     * @throws GenerationOutcomeUnknownException when the answer does not show it
     */
    public Generation created(Generation seen, List<String> documents, @Nullable GenAiException cut) {
        return new CreateAnswer(descriptor, secret).generation(seen, documents, cut);
    }

    /**
     * Whether creates with this model open a stream: true, false, or null where that is not known. May ask the provider, once for each
     * model, and then waits a few seconds at most.
     */
    public @Nullable Boolean streams(@Nullable String model) {
        return streaming == null ? Boolean.FALSE : model == null ? null : streaming.of(model);
    }

    /** A create has shown that this model does not stream. */
    public void doesNotStream(@Nullable String model) {
        if (streaming != null && model != null) {
            streaming.learn(model, false);
        }
    }

    private JsonNode ask(ModelQuestion question, String model) {
        return transport.ask(question.call(), Map.of(CallTemplate.MODEL, model), MAX_QUESTION);
    }

    private Map<String, String> values(CreateRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(CallTemplate.CLIENT_ID, request.clientId());
        String model = request.model();
        if (model != null) {
            values.put(CallTemplate.MODEL, model);
            values.putAll(descriptor.operations().create().variables(model));
        }
        return values;
    }

    /** The recently created generations; none where the provider has no list. */
    public List<Generation> list() {
        Listing list = descriptor.operations().list();
        if (list == null) {
            return List.of();
        }
        Answer answer = transport.call(list.call(), Map.of(), null, Duration.ZERO, new Cancellation());
        Generation unknown = Generation.of(descriptor.name()).build();
        Where where = Where.provider(descriptor.name());
        return bugs.guard("Reading a list", where, () -> list.in(answer.document()).stream()
                .map(each -> read(each, unknown))
                .toList());
    }

    /** Polls the state of a generation, given the state so far. */
    public PollResult get(Generation known, Cancellation cancellation) {
        return poll(require(descriptor.operations().get(), "get"), known, Duration.ZERO, cancellation);
    }

    /**
     * Polls the state of a generation, and lets the provider delay its response until the state is terminal.
     *
     * @param wait the longest delay; the provider's own limit is kept
     */
    public PollResult longPoll(Generation known, Duration wait, Cancellation cancellation) {
        LongPoll longPoll = require(descriptor.operations().longPoll(), "await");
        Duration maxWait = wait.compareTo(longPoll.maxWait()) > 0 ? longPoll.maxWait() : wait;
        return poll(longPoll.call(), known, maxWait, cancellation);
    }

    private PollResult poll(CallTemplate call, Generation known, Duration maxWait, Cancellation cancellation) {
        Map<String, String> values = values(known);
        values.put(CallTemplate.SECONDS, Long.toString(maxWait.toSeconds()));
        Answer answer = transport.call(call, values, null, maxWait, cancellation);
        JsonNode document = document(answer, known);
        requireKnown(document, known);
        return new PollResult(withResult(read(document, known), cancellation), answer.retryAfter());
    }

    /** Some providers say by a word what others say by 404. */
    private void requireKnown(JsonNode document, Generation known) {
        String word = descriptor.generation().goneWordIn(document);
        if (word != null) {
            throw ErrorResponses.gone(word, Where.generation(descriptor.name(), known.id()));
        }
    }

    private JsonNode document(Answer answer, Generation known) {
        if (!answer.document().isObject()) {
            throw new NoResponseException(
                    descriptor.name() + " answered a poll of generation " + known.id() + " without a document",
                    Where.generation(descriptor.name(), known.id()),
                    null);
        }
        return answer.document();
    }

    /** Some providers say by the state that a generation is complete, and how it went by another call only. */
    private Generation withResult(Generation polled, Cancellation cancellation) {
        ResultCall result = descriptor.operations().result();
        if (result == null || polled.status() != GenerationStatus.COMPLETED) {
            return polled;
        }
        try {
            return result(result, polled, cancellation);
        } catch (GenAiHttpException e) {
            if (!result.failsOn(e.getStatusCode())) {
                throw e;
            }
            return polled.with()
                    .status(GenerationStatus.FAILED)
                    .error(new GenerationError(e.getCode(), e.getMessage(), e.isRetryable()))
                    .build();
        }
    }

    /** A status from 500 on may be that of a server in front of the model: only a second one counts. */
    private Generation result(ResultCall result, Generation polled, Cancellation cancellation) {
        try {
            return readResult(result, polled, cancellation);
        } catch (GenAiHttpException e) {
            if (e.getStatusCode() < SERVER_ERROR || !result.failsOn(e.getStatusCode())) {
                throw e;
            }
            return readResult(result, polled, cancellation);
        }
    }

    private Generation readResult(ResultCall result, Generation polled, Cancellation cancellation) {
        Answer answer = transport.call(result.call(), values(polled), null, Duration.ZERO, cancellation);
        return resultIn(document(answer, polled), polled);
    }

    /** A field of a result may be called like the status, and says nothing about it. An error and nothing else is a failure. */
    private Generation resultIn(JsonNode document, Generation polled) {
        Generation result = read(document, polled);
        boolean isEmpty = result.artifacts().isEmpty()
                && Objects.requireNonNullElse(result.text(), "").isEmpty();
        GenerationError error = isEmpty ? redacted(descriptor.errors().errorInAnswer(document)) : null;
        String reason = result.finishReason();
        return result.with()
                .status(
                        error == null
                                ? descriptor.generation().statusFor(GenerationStatus.COMPLETED, reason)
                                : GenerationStatus.FAILED)
                .providerStatus(polled.providerStatus())
                .error(error == null ? descriptor.generation().failure(reason) : error)
                .build();
    }

    /** Reads the provider's document of a generation, given the state so far. */
    public Generation read(JsonNode document, Generation known) {
        return bugs.guard(
                "Reading a document",
                Where.generation(descriptor.name(), known.id()),
                () -> secret.redact(
                        descriptor.generation().read(descriptor.links().keep(known.raw(), document), known)));
    }

    /** An error of this provider, with the key masked. */
    public @Nullable GenerationError redacted(@Nullable GenerationError error) {
        return secret.redact(error);
    }

    /**
     * Whether it is known where the event stream of a generation is: some providers give its URL, and only where there is one.
     */
    public boolean knowsStream(Generation known) {
        CallTemplate call = require(descriptor.operations().stream(), "stream").call();
        return !call.isLink()
                || call.otherwise() != null
                || call.link(descriptor.links().in(known.raw())) != null;
    }

    /** Opens the event stream of a generation. */
    public EventStream attach(Generation known, Cancellation cancellation) {
        Attach stream = require(descriptor.operations().stream(), "stream");
        return transport.open(stream.call(), values(known), Map.of(), cancellation);
    }

    /**
     * Resumes the event stream of a generation after an event.
     *
     * @param cursor the name of that event; printable ASCII only
     */
    public EventStream resume(Generation known, String cursor, Cancellation cancellation) {
        Attach stream = require(descriptor.operations().stream(), "stream");
        Resume resume = require(stream.resume(), "resume");
        Map<String, String> values = values(known);
        values.put(CallTemplate.CURSOR, cursor);
        Map<String, String> headers = resume.header() == null ? Map.of() : Map.of(resume.header(), cursor);
        return transport.open(resume.call(), values, headers, cancellation);
    }

    /**
     * Asks the provider to cancel a generation. Only a poll shows the state that follows. Where the same call deletes a generation
     * that is over, it is made only after a poll that shows one that is not.
     */
    public void cancel(Generation known) {
        Cancel cancel = require(descriptor.operations().cancel(), "cancel");
        boolean isOver =
                cancel.deletes() && get(known, new Cancellation()).generation().isTerminal();
        if (!isOver) {
            callById(cancel.call(), known);
        }
    }

    /** Deletes a generation. */
    public void delete(Generation known) {
        callById(require(descriptor.operations().delete(), "delete"), known);
    }

    private void callById(CallTemplate call, Generation known) {
        transport.call(call, values(known), null, Duration.ZERO, new Cancellation());
    }

    /** What is known of a generation, for the variables of calls about it. */
    private Map<String, String> values(Generation known) {
        Map<String, String> values = new LinkedHashMap<>(descriptor.links().in(known.raw()));
        values.put(CallTemplate.ID, remote(require(known.id(), "id")));
        if (known.model() != null) {
            values.put(CallTemplate.MODEL, known.model());
        }
        return values;
    }

    private String remote(String id) {
        if (LocalId.is(id)) {
            throw new GenAiException(
                    descriptor.name() + " gave generation " + id
                            + " no id of its own, so that nothing can be asked for by"
                            + " it. What is known is in the generation itself",
                    Where.generation(descriptor.name(), id),
                    null);
        }
        return id;
    }

    private <T> T require(@Nullable T part, String name) {
        return Objects.requireNonNull(part, () -> descriptor.name() + " has no " + name);
    }
}

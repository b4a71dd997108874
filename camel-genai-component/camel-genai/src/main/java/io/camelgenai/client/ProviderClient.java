package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.Transport.Answer;
import io.camelgenai.client.download.StorageCalls;
import io.camelgenai.client.webhook.Webhooks;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.BatchMapping;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.CreateOperations.Create;
import io.camelgenai.provider.CreateOperations.CreateStream;
import io.camelgenai.provider.CreateOperations.ModelQuestion;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.provider.ProviderOperations.Cancel;
import io.camelgenai.provider.ProviderOperations.Listing;
import io.camelgenai.provider.ProviderOperations.LongPoll;
import io.camelgenai.provider.ProviderOperations.Resume;
import io.camelgenai.provider.UploadCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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

    private final ConnectionSettings settings;
    private final ProviderDescriptor descriptor;
    private final CallListener listener;
    private final BugReports bugs;
    private final Transport transport;
    private final FileCalls files;
    private final Webhooks webhooks;
    private final FileUploads uploads;
    private final ConcurrencyLimiter polls = new ConcurrencyLimiter(MAX_CONCURRENT_POLLS);
    private final ConcurrencyLimiter calls;
    private final CallValues values;
    private final Documents documents;
    private final CreateReplies replies;
    private final StatePolls states;
    private final @Nullable ModelAnswers streaming;

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
        Secret secret = Secret.of(settings);
        this.bugs = new BugReports(secret, time);
        ErrorResponses errors = new ErrorResponses(descriptor.errors(), secret, time);
        Signing signing = Signing.of(settings, bugs, time);
        OkHttpClient http = derive(settings, connections.client(settings.http()));
        this.transport = new Transport(settings, http, deadlines, errors, listener, bugs, signing);
        this.files = new FileCalls(settings, derive(settings, connections.files(settings.http())), deadlines, signing);
        this.webhooks = new Webhooks(settings, files, time);
        this.uploads = new FileUploads(
                settings,
                at -> at == settings ? transport : new Transport(at, http, deadlines, errors, listener, bugs, signing),
                new StorageCalls(files, time));
        this.values = new CallValues(descriptor);
        this.documents = new Documents(descriptor, settings.baseUrl().toString(), secret, bugs);
        this.replies = new CreateReplies(documents);
        this.states = new StatePolls(transport, values, documents);
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
    private static OkHttpClient derive(ConnectionSettings settings, OkHttpClient.Builder builder) {
        builder.followRedirects(false)
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

    /** What the fetching of files takes from this connection. */
    public FileCalls files() {
        return files;
    }

    /** What the provider reports by itself. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** The body of a create that also asks for webhooks, where the connection has a URL for them and the provider takes it. */
    public ObjectNode withWebhook(ObjectNode body) {
        String url = settings.webhooks().url();
        return url == null
                ? body
                : descriptor.withWebhook(body, url, settings.webhooks().secret());
    }

    /**
     * Uploads a file, once. It may be repeated: nothing is paid for an upload.
     *
     * @param call how the provider takes files
     * @return what the provider calls the file: an id or a URL
     */
    public String upload(UploadCall call, InputFile file) {
        return uploads.upload(call, file);
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
        CallTemplate call = withFiles(request, create.call(request.model()), create.withFiles());
        ObjectNode body = call.hasModelInPath() ? descriptor.request().withoutModel(request.body()) : request.body();
        return replies.reply(
                request, transport.create(call, values.of(request), body, streamed(request), false, maxWait));
    }

    private static CallTemplate withFiles(CreateRequest request, CallTemplate call, @Nullable CallTemplate withFiles) {
        return withFiles == null || request.parts().isEmpty() ? call : withFiles;
    }

    /** How a body is made of a request object where files belong to it; null where the object is the body. */
    private @Nullable Function<ObjectNode, ProgressBody> streamed(CreateRequest request) {
        BatchMapping batch = descriptor.batch();
        BatchFile lines = request.lines();
        if (batch != null && lines != null) {
            return body -> LinesBody.of(body, batch.field(), lines);
        }
        return request.parts().isEmpty() ? null : body -> PartsBody.of(body, request.parts());
    }

    /**
     * Creates a generation, and asks for its event stream; one of the first events contains its id.
     *
     * @throws GenerationOutcomeUnknownException when the response does not show whether it was created
     */
    public CreateReply createStream(CreateRequest request) {
        CreateStream create = require(descriptor.operations().createStream(), "createStream");
        CallTemplate call = withFiles(request, create.call(), create.withFiles());
        return replies.reply(
                request,
                transport.create(call, values.of(request), request.body(), streamed(request), true, Duration.ZERO));
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
        return replies.created(seen, documents, cut);
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

    /** The recently created generations; none where the provider has no list. */
    public List<Generation> list() {
        Listing list = descriptor.operations().list();
        if (list == null) {
            return List.of();
        }
        Answer answer = transport.call(list.call(), Map.of(), Duration.ZERO, new Cancellation());
        Generation unknown = Generation.of(descriptor.name()).build();
        Where where = Where.provider(descriptor.name());
        return bugs.guard("Reading a list", where, () -> list.in(answer.document()).stream()
                .map(each -> read(each, unknown))
                .toList());
    }

    /** Polls the state of a generation, given the state so far. */
    public PollResult get(Generation known, Cancellation cancellation) {
        return states.poll(require(descriptor.operations().get(), "get"), known, Duration.ZERO, cancellation);
    }

    /**
     * Polls the state of a generation, and lets the provider delay its response until the state is terminal.
     *
     * @param wait the longest delay; the provider's own limit is kept
     */
    public PollResult longPoll(Generation known, Duration wait, Cancellation cancellation) {
        LongPoll longPoll = require(descriptor.operations().longPoll(), "await");
        Duration maxWait = wait.compareTo(longPoll.maxWait()) > 0 ? longPoll.maxWait() : wait;
        return states.poll(longPoll.call(), known, maxWait, cancellation);
    }

    /** Reads the provider's document of a generation, given the state so far. */
    public Generation read(JsonNode document, Generation known) {
        return documents.read(document, known);
    }

    /** An error of this provider, with the key masked. */
    public @Nullable GenerationError redacted(@Nullable GenerationError error) {
        return documents.redacted(error);
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
        return transport.open(stream.call(), values.of(known), Map.of(), cancellation);
    }

    /**
     * Resumes the event stream of a generation after an event.
     *
     * @param cursor the name of that event; printable ASCII only
     */
    public EventStream resume(Generation known, String cursor, Cancellation cancellation) {
        Attach stream = require(descriptor.operations().stream(), "stream");
        Resume resume = require(stream.resume(), "resume");
        Map<String, String> variables = values.of(known);
        variables.put(CallTemplate.CURSOR, cursor);
        Map<String, String> headers = resume.header() == null ? Map.of() : Map.of(resume.header(), cursor);
        return transport.open(resume.call(), variables, headers, cancellation);
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
        transport.call(call, values.of(known), Duration.ZERO, new Cancellation());
    }

    private <T> T require(@Nullable T part, String name) {
        return Objects.requireNonNull(part, () -> descriptor.name() + " has no " + name);
    }
}

package io.camelgenai.tracking.create;

import io.camelgenai.client.CreateCall;
import io.camelgenai.client.CreateReply;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.CreateOperations.CreateStream;
import io.camelgenai.provider.ProviderOperations;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import io.camelgenai.tracking.observe.StreamObservation;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates generations, so that none is paid for twice and no id is lost: the intent is stored before the create is sent, and
 * its outcome before the caller continues. Safe for use by several threads; its methods wait for storage.
 */
public final class GenerationCreator {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationCreator.class);

    private final GenerationRepository repository;
    private final RetryExecutor retries;
    private final Executor control;
    private final Time time;
    private final GenerationListener listener;
    private final OwnWork work;
    private final RetryingWriter writer;
    private final PendingCreates pending;
    private final PreparedCreates prepared;
    private final Map<String, CompletableFuture<CreatedGeneration>> inFlight = new ConcurrentHashMap<>();

    /**
     * @param retries sends the creates
     * @param executors run callers that waited for the create of another caller, and writes
     * @param listener is notified of what was created
     * @param work is notified of creates in flight, and of generations for which an exchange is responsible
     */
    public GenerationCreator(
            GenerationRepository repository,
            RetryExecutor retries,
            WorkExecutors executors,
            Time time,
            GenerationListener listener,
            OwnWork work) {
        this.repository = repository;
        this.retries = retries;
        this.control = executors.control();
        this.time = time;
        this.listener = listener;
        this.work = work;
        this.writer = new RetryingWriter(repository, work, control, time);
        this.pending = new PendingCreates(repository, executors.calls(), time, this::create);
        this.prepared = new PreparedCreates(repository, executors.calls(), this::send, this::existing);
    }

    /**
     * Creates a generation, or finds the one that was created for the same idempotency key.
     *
     * @return the generation with its id, or the reason why there is none: a {@link GenerationOutcomeUnknownException} where
     *     that is unknown
     */
    public CompletableFuture<CreatedGeneration> create(CreateIntent intent) {
        return intent.preparation() == null ? send(intent) : prepared.create(intent, tracked(intent));
    }

    private CompletableFuture<CreatedGeneration> send(CreateIntent intent) {
        TrackedGeneration tracked = tracked(intent);
        CompletableFuture<CreatedGeneration> own = new CompletableFuture<>();
        begin(tracked);
        TrackedGeneration stored;
        try {
            stored = repository.creates().begin(tracked);
        } catch (RuntimeException e) {
            removeUnsent(tracked);
            noteUnsent(tracked, e);
            throw e;
        }
        if (!stored.key().equals(tracked.key())) {
            end(tracked);
            return existing(stored, intent);
        }
        long startedAt = time.nanos();
        CreateCall.send(
                        intent.client(),
                        intent.request(),
                        request -> send(intent, request, tracked),
                        found -> accepted(tracked, found, null),
                        retries,
                        time)
                .whenComplete((created, failure) -> {
                    if (failure != null) {
                        listener.createFailed(tracked, causeOf(failure), Duration.ofNanos(time.nanos() - startedAt));
                    }
                    complete(intent, tracked, created, failure, own);
                });
        return own;
    }

    /**
     * Observes a generation for an exchange that found it by its idempotency key, where only the node that created it can observe
     * it: by its record.
     *
     * @return null where the provider can be asked, or nothing more is to come
     */
    public @Nullable Observation observationByRecord(ProviderClient client, TrackedGeneration tracked) {
        Generation known = tracked.generation();
        return tracked.creatorOnly() && !known.isTerminal()
                ? Observations.ofStored(client, known, before -> stored(tracked.key(), before), time)
                : null;
    }

    /** A repository that cannot be reached is asked again. */
    private @Nullable Generation stored(String key, Generation before) {
        try {
            TrackedGeneration record = repository.records().find(key).orElse(null);
            return record != null
                            && (record.state() == State.ACCEPTED
                                    || record.generation().isTerminal())
                    ? record.generation()
                    : null;
        } catch (RuntimeException unreachable) {
            LOG.debug("The state of generation {} cannot be read now", before.id(), unreachable);
            return before;
        }
    }

    private void begin(TrackedGeneration tracked) {
        work.beginExchange(tracked.key());
        inFlight.put(tracked.key(), new CompletableFuture<>());
    }

    private void end(TrackedGeneration tracked) {
        inFlight.remove(tracked.key());
        work.endExchange(tracked.key());
    }

    /** The intent may be stored, now or later, although the repository failed. Nothing was sent for it. */
    private void removeUnsent(TrackedGeneration tracked) {
        work.neverSent(tracked.key());
        writer.writeAfter(
                Duration.ZERO,
                "The removal of an intent to create a generation at "
                        + tracked.origin().provider(),
                tracked.key(),
                () -> repository.creates().rejected(tracked.key()));
        end(tracked);
    }

    /** With a key, an earlier create that the repository cannot show now may have made the generation. */
    private static void noteUnsent(TrackedGeneration tracked, RuntimeException failure) {
        if (tracked.idempotency() == null && failure instanceof GenAiException refused) {
            refused.proveNothingCreated();
        }
    }

    private TrackedGeneration tracked(CreateIntent intent) {
        Generation requested = Generation.of(intent.origin().provider())
                .model(intent.request().model())
                .status(GenerationStatus.QUEUED)
                .build();
        ProviderOperations operations = intent.client().descriptor().operations();
        return TrackedGeneration.intent(
                intent.origin(),
                intent.idempotency(),
                intent.request().clientId(),
                operations.get() == null && operations.stream() == null,
                requested,
                time.now());
    }

    private CreatedGeneration send(CreateIntent intent, CreateRequest request, TrackedGeneration tracked) {
        ProviderClient client = intent.client();
        CreateStream stream = client.descriptor().operations().createStream();
        Boolean streams = intent.byStream() && stream != null ? client.streams(request.model()) : Boolean.FALSE;
        if (stream == null || Boolean.FALSE.equals(streams)) {
            return sent(client, request, tracked, false);
        }
        try {
            return sent(client, request, tracked, true);
        } catch (GenAiHttpException e) {
            if (streams != null || !stream.fallsBackOn(e.getStatusCode(), e.getCode())) {
                throw e;
            }
            CreatedGeneration created = sent(client, request, tracked, false);
            client.doesNotStream(request.model());
            return created;
        }
    }

    /** Sends the create, and takes the answer in the form in which it comes. */
    private CreatedGeneration sent(
            ProviderClient client, CreateRequest request, TrackedGeneration tracked, boolean asStream) {
        long sentAt = time.nanos();
        CreateReply reply = asStream ? client.createStream(request) : client.create(request);
        try {
            return accepted(client, request, tracked, asStream, sentAt, reply);
        } catch (RuntimeException | StackOverflowError e) {
            // The request was sent, so that a bug must not pass for a rejection.
            throw client.bugs()
                    .failure(
                            "Reading the answer to a create",
                            Where.provider(client.descriptor().name()),
                            e);
        }
    }

    private CreatedGeneration accepted(
            ProviderClient client,
            CreateRequest request,
            TrackedGeneration tracked,
            boolean asStream,
            long sentAt,
            CreateReply reply) {
        if (reply instanceof CreateReply.Events events) {
            StreamObservation opened = StreamObservation.create(client, request, events.stream(), sentAt, time);
            boolean onlyHere = !client.descriptor().operations().isObservableById();
            return !asStream && onlyHere
                    ? accepted(tracked, wholly(client, opened), null)
                    : accepted(tracked, opened.current(), opened);
        }
        return accepted(tracked, ((CreateReply.Whole) reply).generation(), null);
    }

    /**
     * The result of a stream that answers a request for a document: the caller may not want events, and the provider has no other
     * way to show the result.
     */
    private Generation wholly(ProviderClient client, StreamObservation opened) {
        Duration maxWait = client.descriptor().operations().create().maxWait();
        Future<?> timer = time.after(
                client.settings().limits().headers().plus(maxWait == null ? Duration.ZERO : maxWait), opened::close);
        opened.limitFailures();
        try (opened) {
            while (opened.hasNext()) {
                opened.next();
            }
            return opened.current();
        } finally {
            timer.cancel(false);
        }
    }

    private CreatedGeneration accepted(TrackedGeneration tracked, Generation generation, @Nullable Observation stream) {
        return new CreatedGeneration(tracked.in(State.ACCEPTED, generation, time.now()), stream, true);
    }

    private CompletableFuture<CreatedGeneration> existing(TrackedGeneration earlier, CreateIntent intent) {
        if (!Objects.equals(earlier.idempotency(), intent.idempotency())) {
            return CompletableFuture.failedFuture(new GenAiException(
                    "The idempotency key " + key(intent) + "of this create was used for another request to "
                            + intent.origin().provider() + ". One key is for one request: use another key",
                    Where.generation(intent.origin().provider(), earlier.id()),
                    null));
        }
        CompletableFuture<CreatedGeneration> here = inFlight.get(earlier.key());
        // On another thread: the slow route of one waiting caller must not delay another one.
        return here == null
                ? pending.outcome(earlier, intent)
                : here.thenApplyAsync(created -> CreatedGeneration.existing(created.tracked()), control);
    }

    private static String key(CreateIntent intent) {
        Idempotency idempotency = intent.idempotency();
        return idempotency == null ? "" : "'" + Printable.of(idempotency.key()) + "' ";
    }

    /** Waiting callers are completed first; the own caller continues with its route on this thread. */
    private void complete(
            CreateIntent intent,
            TrackedGeneration tracked,
            @Nullable CreatedGeneration created,
            @Nullable Throwable failure,
            CompletableFuture<CreatedGeneration> own) {
        CompletableFuture<CreatedGeneration> others = Objects.requireNonNull(inFlight.get(tracked.key()));
        try {
            CreatedGeneration stored = created == null
                    ? failed(intent, tracked, causeOf(Objects.requireNonNull(failure)))
                    : stored(tracked, created);
            others.complete(stored);
            inFlight.remove(tracked.key());
            own.complete(stored);
        } catch (Throwable e) {
            others.completeExceptionally(e);
            end(tracked);
            own.completeExceptionally(e);
        }
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private CreatedGeneration stored(TrackedGeneration tracked, CreatedGeneration created) {
        Generation generation = created.tracked().generation();
        try {
            TrackedGeneration stored = store(tracked, generation);
            listener.created(stored);
            return new CreatedGeneration(stored, created.stream(), true);
        } catch (RuntimeException e) {
            if (created.stream() != null) {
                created.stream().close();
            }
            throw e;
        }
    }

    /** The caller gets the failure also where it cannot be stored: it says whether anything may be sent again. */
    private CreatedGeneration failed(CreateIntent intent, TrackedGeneration tracked, Throwable cause) throws Throwable {
        if (cause instanceof GenerationOutcomeUnknownException unknown) {
            writer.write(outcomeOf(tracked), tracked.key(), () -> repository
                    .creates()
                    .unknown(tracked.key(), unknown.getReason()));
            listener.outcomeUnknown(tracked);
            unknown.with(candidates(intent.client()));
        } else {
            writer.write(outcomeOf(tracked), tracked.key(), () -> repository
                    .creates()
                    .rejected(tracked.key()));
        }
        throw cause;
    }

    private static String outcomeOf(TrackedGeneration tracked) {
        return "The outcome of a create at " + tracked.origin().provider();
    }

    /** Generations that help an operator to resolve an unknown outcome. They prove nothing. */
    private static List<Generation> candidates(ProviderClient client) {
        try {
            return client.list();
        } catch (RuntimeException unavailable) {
            return List.of();
        }
    }

    /** The caller gets an id that cannot be stored; it is stored as soon as that is possible. */
    private TrackedGeneration store(TrackedGeneration tracked, Generation created) {
        try {
            return repository.creates().accepted(tracked, created);
        } catch (RuntimeException e) {
            writer.retryLater(
                    "The id " + created.id() + " of a generation at " + created.provider(),
                    tracked.key(),
                    () -> storeLate(tracked, created),
                    e);
            throw new GenAiException(
                    "Generation " + created.id() + " was created at " + created.provider()
                            + ", but its id could not be stored: it is not tracked before it is. Note the id",
                    Where.generation(created.provider(), created.id()),
                    e);
        }
    }

    /** The exchange has failed, so that only the consumers of the channel are responsible for the generation. */
    private void storeLate(TrackedGeneration tracked, Generation created) {
        TrackedGeneration stored = repository.creates().accepted(tracked, created);
        listener.created(stored);
        writer.write("The release of generation " + stored.id(), tracked.key(), () -> repository
                .tracking()
                .release(tracked.key()));
    }
}

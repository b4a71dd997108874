package io.camelgenai.examples.studio;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.examples.studio.LiveUpdates.Message;
import io.camelgenai.examples.studio.Submission.Status;
import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.provider.ProviderOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records what the routes report about submissions, and publishes it to the open pages. What became of a submission is stored; what
 * happens before is in memory, since the component reports it again after a restart. Safe for use by several threads.
 */
@Component("submissions")
public class Submissions {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
    private static final int PAGE = 48;

    private final Instant startedAt = Instant.now();
    private final Map<String, Progress> inFlight = new ConcurrentHashMap<>();
    private final SubmissionStore store;
    private final LiveUpdates updates;
    private final StudioProperties properties;
    private final CamelContext camel;

    Submissions(SubmissionStore store, LiveUpdates updates, StudioProperties properties, CamelContext camel) {
        this.store = store;
        this.updates = updates;
        this.properties = properties;
        this.camel = camel;
    }

    // What the routes call.

    /** Those that were stored, and not answered yet, when the process stopped. */
    public List<Submission> unanswered() {
        return store.unanswered(startedAt);
    }

    /** Turns a submission into the message for the provider. */
    public void request(@Body Submission submission, Exchange exchange) {
        Model model = model(submission.model());
        exchange.getMessage().setBody(submission.prompt());
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put("submission", submission.id());
        headers.put("kind", model.kind().name());
        headers.put("provider", model.provider());
        headers.put("model", model.model());
        headers.put(GenAiConstants.CORRELATION_ID, submission.id());
        headers.put(GenAiConstants.PARAMS, model.parameters());
        if (submission.reference() != null && model.reference() != null) {
            headers.put(GenAiConstants.INPUTS, Map.of(model.reference(), submission.reference()));
        }
    }

    /** The provider accepted it. */
    public void accepted(@Header("submission") String id, @Body Generation generation) {
        store.accepted(id, generation.id(), Progress.status(generation.status()));
        Progress progress = progress(id);
        if (progress != null) {
            progress.show(generation);
        }
        publish(id);
    }

    /** Something happened to a generation. */
    public void happened(@Header("submission") String id, @Body GenerationEvent event) {
        if (event.isTerminal()) {
            terminal(id, event);
            return;
        }
        Progress progress = progress(id);
        if (progress == null) {
            return;
        }
        if (progress.isNewId(event.generationId())) {
            store.accepted(id, event.generationId(), Status.RUNNING);
        }
        if (event.type() == GenerationEventType.TEXT && event.text() != null) {
            TextPiece piece = progress.append(id, event);
            updates.publish(new Message("text", piece));
            if (piece.from() == 0) {
                publish(id);
            }
        } else if (progress.show(event)) {
            publish(id);
        }
    }

    /** Its files, if it has some, are saved by another route, which may be done already. */
    private void terminal(String id, GenerationEvent event) {
        Progress progress = inFlight.get(id);
        Generation generation = event.generation();
        if (progress != null && generation != null && !generation.artifacts().isEmpty()) {
            progress.saving();
            publish(id);
        }
    }

    /** It is terminal, and its files are saved. */
    public void completed(@Header("submission") String id, @Body Generation generation) {
        Progress progress = inFlight.getOrDefault(id, Progress.NONE);
        Status status = Status.valueOf(generation.status().name());
        if (status == Status.FAILED && progress.isCanceling()) {
            status = Status.CANCELED; // some providers report a cancel as a failure
        }
        boolean explains = status == Status.FAILED || status == Status.INCOMPLETE;
        finish(
                id,
                status,
                isEmpty(generation.text()) ? progress.text() : generation.text(),
                generation.usage().costUsd(),
                explains ? Failure.of(generation, title(id)) : null);
    }

    /** The create failed, or the stream of a text. What the stop of the process interrupts is left for the next start. */
    public void failed(
            @Header("submission") String id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (camel.isStopping() || camel.isStopped()) {
            return;
        }
        LOG.info("Submission {} failed: {}", id, failure.toString());
        finish(
                id,
                failure instanceof GenerationOutcomeUnknownException ? Status.UNKNOWN : Status.FAILED,
                inFlight.getOrDefault(id, Progress.NONE).text(),
                null,
                Failure.of(failure, title(id)));
    }

    /** The generation is complete, and its file is gone. */
    public void notSaved(
            @Header("submission") String id,
            @Header(GenAiConstants.COST_USD) @Nullable BigDecimal costUsd,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        finish(id, Status.FAILED, null, costUsd, Failure.of(failure, title(id)));
    }

    /** The generation is complete, and its file could not be saved yet: the component delivers it again, or an operator does. */
    public void savedLater(
            @Header("submission") String id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Progress progress = progress(id);
        if (progress != null) {
            progress.saving();
        }
        if (failure instanceof ArtifactException) {
            store.notSavedYet(id, Failure.of(failure, title(id)));
        }
        publish(id);
    }

    // What the operator's page calls.

    /** It is tracked now. Its completion may have been stored before, and stays. */
    void resolved(String id, String generationId) {
        store.resolved(id, generationId);
        publish(id);
    }

    void discarded(String id) {
        finish(
                id,
                Status.FAILED,
                null,
                null,
                new Failure(
                        "An operator discarded this", "Nothing was created. Run it again if you still want it.", null));
    }

    // What the pages call.

    /** Stores a submission, once: the same id is the same submission. Returns whether it is new. */
    boolean add(Submission submission) {
        boolean added = store.insert(submission);
        if (added) {
            publish(submission.id());
        }
        return added;
    }

    /** A user cancels it, or could not. What became of it is received as any other completion. */
    void canceling(String id, boolean canceling) {
        Progress progress = inFlight.get(id);
        if (progress != null) {
            progress.canceling(canceling);
            publish(id);
        }
    }

    @Nullable
    Submission find(String id) {
        return store.find(id).orElse(null);
    }

    @Nullable
    Model modelOrNull(String key) {
        return properties.offered().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private Model model(String key) {
        Model model = modelOrNull(key);
        if (model == null) {
            throw new IllegalArgumentException("The model " + key + " is not offered any more");
        }
        return model;
    }

    /** What a page that opens receives first. */
    Message present() {
        Map<String, Object> present = new LinkedHashMap<>();
        present.put("now", System.currentTimeMillis());
        present.put("simulated", properties.simulated());
        present.put("models", properties.offered().stream().map(this::view).toList());
        present.put("submissions", before(Instant.now().plusSeconds(60), ""));
        present.put("spentUsd", spentToday());
        return new Message("present", present);
    }

    List<View> before(Instant time, String id) {
        return store.before(time, id, PAGE).stream().map(this::view).toList();
    }

    /** What was spent since midnight at the server, as far as providers report it. */
    private BigDecimal spentToday() {
        return store.spentSince(LocalDate.now(ZoneId.systemDefault())
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant());
    }

    private Map<String, Object> view(Model model) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("key", model.key());
        view.put("kind", model.kind());
        view.put("title", model.title());
        view.put("provider", model.provider());
        view.put("reference", model.reference() != null);
        return view;
    }

    View view(Submission each) {
        boolean terminal = each.finishedAt() != null;
        Progress live = terminal ? Progress.NONE : inFlight.getOrDefault(each.id(), Progress.NONE);
        Model model = modelOrNull(each.model());
        return new View(
                each.id(),
                each.model(),
                model == null ? each.model() : model.title(),
                model == null ? null : model.kind(),
                each.prompt(),
                live.status(each.status()),
                live.isSaving(),
                live.isCanceling(),
                live.fraction(),
                live.queuePosition(),
                !terminal && each.generationId() != null && model != null && hasCancel(model),
                live.text() == null ? each.text() : live.text(),
                files(each.id()),
                each.costUsd(),
                each.failure(),
                each.submittedAt().toEpochMilli(),
                each.finishedAt() == null ? null : each.finishedAt().toEpochMilli());
    }

    private boolean hasCancel(Model model) {
        ProviderOperations operations = camel.getComponent("genai", GenAiComponent.class)
                .catalog()
                .get(model.provider())
                .operations();
        return operations.cancel() != null || (model.kind() == Kind.TEXT && operations.hasStream());
    }

    private List<String> files(String id) {
        Path folder = properties.files().resolve(id);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(name -> "files/" + id + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish(
            String id, Status status, @Nullable String text, @Nullable BigDecimal costUsd, @Nullable Failure failure) {
        Submission each = store.find(id).orElse(null);
        if (each == null) {
            LOG.warn("There is no submission {}: it is not of this database", id);
            return;
        }
        if (each.status() == status && each.finishedAt() != null) {
            inFlight.remove(id); // received again, as after a redelivery
            return;
        }
        store.finished(new Submission(
                id,
                each.model(),
                each.prompt(),
                each.reference(),
                status,
                each.generationId(),
                text,
                costUsd,
                failure,
                each.submittedAt(),
                Instant.now()));
        inFlight.remove(id);
        publish(id);
        updates.publish(new Message("spent", Map.of("spentUsd", spentToday())));
    }

    private void publish(String id) {
        store.find(id).ifPresent(each -> updates.publish(new Message("submission", view(each))));
    }

    /** Null where it is finished, or not of this database: what is still received is not shown. */
    private @Nullable Progress progress(String id) {
        return inFlight.computeIfAbsent(id, key -> store.find(key)
                .filter(each -> each.finishedAt() == null)
                .map(each -> new Progress())
                .orElse(null));
    }

    private String title(String id) {
        return store.find(id)
                .map(each -> modelOrNull(each.model()))
                .map(Model::provider)
                .orElse("the provider");
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    /** A submission as a page shows it. Times are milliseconds since 1970. */
    record View(
            String id,
            String model,
            String title,
            @Nullable Kind kind,
            String prompt,
            Status status,
            boolean saving,
            boolean canceling,
            @Nullable Double progress,
            @Nullable Integer queuePosition,
            boolean cancelable,
            @Nullable String text,
            List<String> files,
            @Nullable BigDecimal costUsd,
            @Nullable Failure failure,
            long submittedAt,
            @Nullable Long finishedAt) {}

    /** A piece of a text, and where in the text it begins. */
    record TextPiece(String id, int from, String text) {}
}

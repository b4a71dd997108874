package io.camelgenai.examples.studio;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.examples.studio.Submission.Status;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the page calls. An error is answered with words that the page shows as they are. */
@RestController
@RequestMapping("api")
class SubmissionController {

    private static final int MAX_PROMPT = 20_000;
    private static final String OTHER_FORM =
            "This form arrived before, with another prompt, model or picture: that one is among the results.";

    private final Submissions submissions;
    private final LiveUpdates updates;
    private final StudioProperties properties;
    private final ProducerTemplate camel;

    SubmissionController(
            Submissions submissions, LiveUpdates updates, StudioProperties properties, ProducerTemplate camel) {
        this.submissions = submissions;
        this.updates = updates;
        this.properties = properties;
        this.camel = camel;
    }

    /** The present state, and from then on everything that happens. */
    @GetMapping("live")
    SseEmitter live() {
        return updates.connect(submissions::present);
    }

    /** The submissions before one of them. */
    @GetMapping("submissions")
    List<Submissions.View> before(@RequestParam long before, @RequestParam UUID id) {
        return submissions.before(Instant.ofEpochMilli(before), id.toString());
    }

    /** Receives a form. One that arrives again is the same submission: it is not created again, and cannot become another one. */
    @PostMapping("submissions")
    ResponseEntity<Map<String, String>> submit(
            @RequestParam UUID id,
            @RequestParam String model,
            @RequestParam String prompt,
            @RequestParam(required = false) @Nullable MultipartFile reference)
            throws IOException {
        Model chosen = submissions.modelOrNull(model);
        if (chosen == null) {
            return problem(HttpStatus.BAD_REQUEST, "Choose a model from the list.");
        }
        if (prompt.isBlank() || prompt.length() > MAX_PROMPT) {
            return problem(HttpStatus.BAD_REQUEST, "Write a prompt of at most " + MAX_PROMPT + " characters.");
        }
        if (!camel.getCamelContext().isStarted()) { // the web server starts before the routes
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "The server is starting. Send it again in a moment.");
        }
        Submission submission = new Submission(
                id.toString(),
                model,
                prompt.strip(),
                save(id, chosen, reference),
                Status.SENDING,
                null,
                null,
                null,
                null,
                Instant.now(),
                null);
        if (submissions.add(submission)) {
            camel.sendBody("seda:submitted", submission);
        } else if (!isStored(submission)) {
            return problem(HttpStatus.CONFLICT, OTHER_FORM);
        }
        return ResponseEntity.accepted().body(Map.of("id", submission.id()));
    }

    /** Compares a form that arrived again with what was stored, and removes its picture. */
    private boolean isStored(Submission again) throws IOException {
        try {
            Submission stored = Objects.requireNonNull(submissions.find(again.id()));
            return stored.model().equals(again.model())
                    && stored.prompt().equals(again.prompt())
                    && isSame(stored.reference(), again.reference());
        } finally {
            if (again.reference() != null) {
                Files.delete(again.reference());
            }
        }
    }

    private static boolean isSame(@Nullable Path one, @Nullable Path other) throws IOException {
        return one == null || other == null ? one == other : Files.mismatch(one, other) == -1;
    }

    /** In a file of its own: a form that arrives again never touches the picture of the first one. */
    private @Nullable Path save(UUID id, Model model, @Nullable MultipartFile reference) throws IOException {
        if (reference == null || reference.isEmpty() || model.reference() == null) {
            return null;
        }
        Files.createDirectories(properties.references());
        Path file = Files.createTempFile(properties.references(), id + "-", "");
        reference.transferTo(file);
        return file;
    }

    /** Cancels. The page receives what became of it with the other updates. */
    @PostMapping("submissions/{id}/cancel")
    ResponseEntity<Map<String, String>> cancel(@PathVariable UUID id) {
        Submission submission = submissions.find(id.toString());
        Model model = submission == null ? null : submissions.modelOrNull(submission.model());
        if (submission == null || model == null) {
            return problem(HttpStatus.NOT_FOUND, "There is nothing to cancel.");
        }
        if (submission.generationId() == null) {
            return problem(HttpStatus.CONFLICT, "The provider has not answered yet. Cancel it in a moment.");
        }
        submissions.canceling(submission.id(), true);
        Map<String, Object> headers = Map.of(
                "provider",
                model.provider(),
                "model",
                model.model(),
                GenAiConstants.GENERATION_ID,
                submission.generationId());
        try {
            Generation state = camel.requestBodyAndHeaders("direct:cancel", null, headers, Generation.class);
            if (state.status() == GenerationStatus.CANCELED) {
                submissions.completed(submission.id(), state);
            }
            return ResponseEntity.accepted().body(Map.of("id", submission.id()));
        } catch (CamelExecutionException e) {
            submissions.canceling(submission.id(), false);
            if (e.getCause() instanceof GenAiException cause) {
                Failure failure = Failure.of(cause, model.provider());
                return problem(HttpStatus.CONFLICT, "It was not canceled. " + failure.title() + ". " + failure.words());
            }
            throw e;
        }
    }

    private static ResponseEntity<Map<String, String>> problem(HttpStatus status, String words) {
        return ResponseEntity.status(status).body(Map.of("problem", Objects.requireNonNull(words)));
    }
}

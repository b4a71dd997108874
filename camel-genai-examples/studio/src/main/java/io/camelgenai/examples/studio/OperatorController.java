package io.camelgenai.examples.studio;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.component.monitoring.UnresolvedView;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the operator's page calls: the component's list of what needs an operator, and what can be done about it. */
@RestController
@RequestMapping("api/operator")
class OperatorController {

    private static final String NO_UNKNOWN = "This outcome is not unknown any more.";
    private static final String NO_PARKED = "This delivery is not parked any more.";

    private final CamelContext camel;
    private final Submissions submissions;

    OperatorController(CamelContext camel, Submissions submissions) {
        this.camel = camel;
        this.submissions = submissions;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> list() {
        MonitoringView monitoring = genai().monitoring();
        List<UnresolvedView> unknown = monitoring == null ? null : monitoring.unknownOrNull();
        List<UnresolvedView> parked = monitoring == null ? null : monitoring.parkedOrNull();
        if (unknown == null || parked == null) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(Map.of("problem", "The database cannot be read."));
        }
        return ResponseEntity.ok(Map.of(
                "unknown", unknown.stream().map(this::view).toList(),
                "parked", parked.stream().map(this::view).toList()));
    }

    private Map<String, Object> view(UnresolvedView unresolved) {
        Map<String, Object> view = new LinkedHashMap<>(unresolved.present());
        view.put("since", unresolved.since().toEpochMilli());
        Submission submission = submissions.find(String.valueOf(unresolved.correlationId()));
        if (submission != null) {
            view.put("submission", submissions.view(submission));
        }
        return view;
    }

    /**
     * What an operator does.
     *
     * @param key the key of the unknown outcome or of the parked delivery
     * @param submission the submission that it is about
     * @param generationId the provider's id, for {@code resolve}
     */
    record Action(String key, String submission, @Nullable String generationId) {}

    @PostMapping("{operation}")
    ResponseEntity<Map<String, String>> perform(@PathVariable String operation, @RequestBody Action action) {
        Unresolved unresolved = genai().unresolved();
        try {
            return switch (operation) {
                case "resolve" ->
                    action.generationId() == null || action.generationId().isBlank()
                            ? problem("Enter the id that the provider shows for it.")
                            : tracked(
                                    action,
                                    unresolved.resolve(
                                            action.key(), action.generationId().strip()),
                                    NO_UNKNOWN);
                case "ask" ->
                    tracked(
                            action,
                            unresolved.askProvider(action.key()),
                            "The provider does not show it, which is no proof that it does not exist.");
                case "discard" -> {
                    boolean discarded = unresolved.discard(action.key());
                    if (discarded) {
                        submissions.discarded(action.submission());
                    }
                    yield discarded ? done("Discarded.") : problem(NO_UNKNOWN);
                }
                case "redeliver" ->
                    unresolved.redeliver(action.key()) ? done("It is delivered again.") : problem(NO_PARKED);
                default -> problem("There is no such operation.");
            };
        } catch (GenAiException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private ResponseEntity<Map<String, String>> tracked(
            Action action, Optional<TrackedGeneration> tracked, String none) {
        if (tracked.isEmpty()) {
            return problem(none);
        }
        String generationId = String.valueOf(tracked.get().id());
        submissions.resolved(action.submission(), generationId);
        return done("It is tracked as " + generationId + ".");
    }

    private GenAiComponent genai() {
        return camel.getComponent("genai", GenAiComponent.class);
    }

    private static ResponseEntity<Map<String, String>> done(String words) {
        return ResponseEntity.ok(Map.of("done", words));
    }

    private static ResponseEntity<Map<String, String>> problem(String words) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("problem", words));
    }
}

package io.camelgenai.starter;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.component.monitoring.UnresolvedView;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;

/**
 * The actuator endpoint {@code genai}: lists what needs an operator, and, with {@code management.endpoint.genai.access =
 * unrestricted}, performs the operations that JMX has, under the same names. Without prompt, text and keys of providers. Calls
 * wait for the repository, and {@code resolve} and {@code askProvider} for the provider.
 */
@Endpoint(id = "genai", defaultAccess = Access.READ_ONLY)
public class GenAiEndpoint {

    private static final String NO_UNKNOWN = "There is no unknown outcome under this key";
    private static final String NO_PARKED = "There is no parked delivery under this key";
    private static final String NOT_SHOWN =
            "The provider does not return it, which is no proof that it does not exist, or there is no unknown outcome"
                    + " under this key";

    private final CamelContext context;

    /** @param context the context whose components of this kind are shown */
    public GenAiEndpoint(CamelContext context) {
        this.context = context;
    }

    /**
     * Lists the unknown outcomes and the parked deliveries, at most 1000 of each.
     *
     * @return status 503 when a repository cannot be read: empty lists would say that there is nothing
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> unresolved() {
        List<Map<String, Object>> unknown = new ArrayList<>();
        List<Map<String, Object>> parked = new ArrayList<>();
        for (MonitoringView view : views()) {
            List<UnresolvedView> unknownOfView = view.unknownOrNull();
            List<UnresolvedView> parkedOfView = view.parkedOrNull();
            if (unknownOfView == null || parkedOfView == null) {
                return answer(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "error", "The repository cannot be read");
            }
            unknownOfView.forEach(each -> unknown.add(each.present()));
            parkedOfView.forEach(each -> parked.add(each.present()));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("unknownOutcomes", unknown);
        all.put("parkedDeliveries", parked);
        return new WebEndpointResponse<>(all);
    }

    /**
     * Performs an operation.
     *
     * @param operation {@code resolve}, {@code askProvider}, {@code discard}, {@code redeliver} or {@code redeliverAll}
     * @param key the key of the unknown outcome or parked delivery, for all but {@code redeliverAll}
     * @param generationId the provider's id, for {@code resolve}
     * @return status 404 when there is nothing under the key, 409 when the provider contradicts, 400 when an argument is missing
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> perform(
            @Selector String operation, @Nullable String key, @Nullable String generationId) {
        try {
            return switch (operation) {
                case "resolve" ->
                    key == null || generationId == null
                            ? missing("key and generationId")
                            : tracked(unresolved -> unresolved.resolve(key, generationId), NO_UNKNOWN);
                case "askProvider" ->
                    key == null ? missing("key") : tracked(unresolved -> unresolved.askProvider(key), NOT_SHOWN);
                case "discard" -> done(Unresolved::discard, key, "Discarded", NO_UNKNOWN);
                case "redeliver" -> done(Unresolved::redeliver, key, "Redelivered", NO_PARKED);
                case "redeliverAll" ->
                    answer(
                            WebEndpointResponse.STATUS_OK,
                            "redelivered",
                            components().mapToInt(Unresolved::redeliverAll).sum());
                default ->
                    answer(
                            WebEndpointResponse.STATUS_BAD_REQUEST,
                            "error",
                            "There is no operation of this name; there are resolve, askProvider, discard, redeliver and"
                                    + " redeliverAll");
            };
        } catch (GenAiException e) {
            return answer(409, "error", String.valueOf(e.getMessage()));
        }
    }

    private WebEndpointResponse<Map<String, Object>> tracked(
            Function<Unresolved, Optional<TrackedGeneration>> resolve, String none) {
        return components()
                .flatMap(unresolved -> resolve.apply(unresolved).stream())
                .findFirst()
                .map(tracked -> answer(WebEndpointResponse.STATUS_OK, "result", "Tracked as " + tracked.id()))
                .orElseGet(() -> answer(WebEndpointResponse.STATUS_NOT_FOUND, "error", none));
    }

    private WebEndpointResponse<Map<String, Object>> done(
            BiFunction<Unresolved, String, Boolean> action, @Nullable String key, String result, String none) {
        if (key == null) {
            return missing("key");
        }
        Predicate<Unresolved> performed = unresolved -> action.apply(unresolved, key);
        return components().anyMatch(performed)
                ? answer(WebEndpointResponse.STATUS_OK, "result", result)
                : answer(WebEndpointResponse.STATUS_NOT_FOUND, "error", none);
    }

    private static WebEndpointResponse<Map<String, Object>> missing(String names) {
        return answer(
                WebEndpointResponse.STATUS_BAD_REQUEST,
                "error",
                "The operation needs " + names + " in the request's body");
    }

    private static WebEndpointResponse<Map<String, Object>> answer(int status, String name, Object value) {
        return new WebEndpointResponse<>(Map.of(name, value), status);
    }

    private Stream<Unresolved> components() {
        return views().stream().map(MonitoringView::unresolved);
    }

    /** The view of each component of this kind that is started. */
    private List<MonitoringView> views() {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .flatMap(each -> each instanceof GenAiComponent genai ? Stream.of(genai) : Stream.empty())
                .map(GenAiComponent::monitoring)
                .filter(Objects::nonNull)
                .toList();
    }
}

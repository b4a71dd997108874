package io.camelgenai.component.monitoring;

import io.camelgenai.component.GenAiComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Shows generations, streams, connections, unresolved generations and recent errors: names and numbers, no prompt and no text. */
@DevConsole(name = "genai", displayName = "GenAI", description = "Generations, streams and connections of GenAI")
public class GenAiDevConsole extends AbstractDevConsole {

    public GenAiDevConsole() {
        super("camel", "genai", "GenAI", "Generations, streams and connections of GenAI");
    }

    /** The view of each component of this kind that is started. */
    private List<MonitoringView> views() {
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .flatMap(each -> each instanceof GenAiComponent genai ? Stream.of(genai) : Stream.empty())
                .map(GenAiComponent::monitoring)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        List<MonitoringView> views = views();
        JsonObject root = new JsonObject();
        root.put("inFlight", views.stream().mapToInt(MonitoringView::inFlight).sum());
        root.put(
                "streamsOpen",
                views.stream().mapToInt(MonitoringView::streamsOpen).sum());
        root.put(
                "streamsWaiting",
                views.stream().mapToInt(MonitoringView::streamsWaiting).sum());
        root.put(
                "streamThreads",
                views.stream().mapToInt(MonitoringView::streamThreads).sum());
        root.put(
                "streamThreadsMax",
                views.stream().mapToLong(MonitoringView::maxStreams).sum());
        root.put("threads", array(views, MonitoringView::work, GenAiDevConsole::json));
        root.put("connections", array(views, MonitoringView::connections, GenAiDevConsole::json));
        root.put("unknownOutcomes", array(views, MonitoringView::unknownOrNull, GenAiDevConsole::json));
        root.put("parked", array(views, MonitoringView::parkedOrNull, GenAiDevConsole::json));
        root.put("countedAt", countedAt(views));
        root.put("lastErrors", array(views, MonitoringView::lastErrors, GenAiDevConsole::json));
        return root;
    }

    /** When the oldest of the counts was made, or null where one never was. */
    private static @Nullable String countedAt(List<MonitoringView> views) {
        List<@Nullable Instant> all =
                views.stream().map(MonitoringView::countedAt).toList();
        return all.contains(null)
                ? null
                : all.stream().map(Instant::toString).sorted().findFirst().orElse(null);
    }

    /** Null where the repository cannot be read: an empty array would say that there is nothing. */
    private static <T> @Nullable JsonArray array(
            List<MonitoringView> views,
            Function<MonitoringView, @Nullable List<T>> list,
            Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        for (MonitoringView view : views) {
            List<T> elements = list.apply(view);
            if (elements == null) {
                return null;
            }
            elements.stream().map(json).forEach(array::add);
        }
        return array;
    }

    private static JsonObject json(WorkView view) {
        JsonObject json = new JsonObject();
        json.put("kind", view.kind());
        json.put("running", view.running());
        json.put("waiting", view.waiting());
        json.put("max", view.max());
        return json;
    }

    private static JsonObject json(ConnectionView view) {
        JsonObject json = new JsonObject();
        json.put("connection", view.connection());
        json.put("provider", view.provider());
        json.put("inFlight", view.inFlight());
        json.put("streamsOpen", view.streamsOpen());
        json.put("unknown", view.unknown());
        json.put("parked", view.parked());
        json.put("created", view.created());
        JsonObject terminal = new JsonObject();
        view.terminal().forEach((status, count) -> terminal.put(status.name(), count));
        json.put("terminal", terminal);
        json.put("retries", view.retries());
        json.put("failures", view.failures());
        json.put("events", view.events());
        json.put("inputTokens", view.inputTokens());
        json.put("outputTokens", view.outputTokens());
        json.put("costUsd", view.costUsd());
        put(json, "lastAnswer", view.lastAnswer());
        json.put("failuresInARow", view.failuresInARow());
        if (view.lastFailure() != null) {
            json.put("lastFailure", json(view.lastFailure()));
        }
        return json;
    }

    private static JsonObject json(UnresolvedView unresolved) {
        return new JsonObject(unresolved.present());
    }

    private static JsonObject json(RecentError error) {
        JsonObject json = new JsonObject();
        put(json, "at", error.at());
        json.put("connection", error.connection());
        json.put("provider", error.provider());
        put(json, "kind", error.kind());
        if (error.httpStatus() != null) {
            json.put("httpStatus", error.httpStatus());
        }
        put(json, "code", error.code());
        put(json, "generationId", error.generationId());
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (MonitoringView view : views()) {
            text.append(String.format(
                    "In flight: %d%nStreams open: %d, waiting for a thread: %d (threads: %d of %s)%n",
                    view.inFlight(),
                    view.streamsOpen(),
                    view.streamsWaiting(),
                    view.streamThreads(),
                    limit(view.maxStreams())));
            text.append(String.format("Unknown and parked were counted at: %s%n", countedAt(List.of(view))));
            view.work()
                    .forEach(each -> text.append(String.format(
                            "Threads of %s: %d of %s, waiting: %d%n",
                            each.kind(), each.running(), limit(each.max()), each.waiting())));
            lines(text, "Connections", view.connections(), GenAiDevConsole::line);
            lines(text, "Unknown outcomes", view.unknownOrNull(), GenAiDevConsole::line);
            lines(text, "Parked", view.parkedOrNull(), GenAiDevConsole::line);
            lines(text, "Last errors", view.lastErrors(), RecentError::toString);
        }
        return text.toString();
    }

    private static String limit(int max) {
        return max == Integer.MAX_VALUE ? "no limit" : Integer.toString(max);
    }

    private static <T> void lines(StringBuilder text, String title, @Nullable List<T> all, Function<T, String> line) {
        if (all == null) {
            text.append(String.format("%n%s: the repository cannot be read%n", title));
            return;
        }
        text.append(String.format("%n%s: %d%n", title, all.size()));
        all.forEach(each -> text.append("    ").append(line.apply(each)).append(System.lineSeparator()));
    }

    private static String line(ConnectionView view) {
        return String.format(
                "%s (%s): in flight %d, streams open %d, unknown %s, parked %s, created %d, terminal %s, retries %d,"
                        + " failures %d (%d in a row), events %d, tokens %d/%d, cost %s USD, last answer %s",
                view.connection(),
                view.provider(),
                view.inFlight(),
                view.streamsOpen(),
                view.unknown(),
                view.parked(),
                view.created(),
                view.terminal(),
                view.retries(),
                view.failures(),
                view.failuresInARow(),
                view.events(),
                view.inputTokens(),
                view.outputTokens(),
                view.costUsd(),
                view.lastAnswer() == null ? "never" : view.lastAnswer());
    }

    private static String line(UnresolvedView unresolved) {
        return String.format(
                "%s: %s%s, connection %s, channel %s%s%s, since %s",
                unresolved.key(),
                unresolved.provider(),
                unresolved.model() == null ? "" : "/" + unresolved.model(),
                unresolved.connection(),
                unresolved.channel(),
                unresolved.generationId() == null ? "" : ", id " + unresolved.generationId(),
                unresolved.correlationId() == null ? "" : ", for " + unresolved.correlationId(),
                unresolved.since());
    }
}

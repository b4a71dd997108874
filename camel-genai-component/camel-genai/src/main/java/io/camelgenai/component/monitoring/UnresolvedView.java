package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Printable;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/**
 * An unknown outcome or a parked delivery, without prompt and text.
 *
 * @param key its key, by which an operator resolves, discards or redelivers it
 * @param connection the connection over which it was created
 * @param provider its provider
 * @param model the model that was requested
 * @param channel its channel
 * @param correlationId the caller's own id for it
 * @param generationId the provider's id for it
 * @param clientId the id that was chosen for it here, for providers that accept one
 * @param deliveries how often it was delivered to a route
 * @param since when it became unknown or was parked
 */
public record UnresolvedView(
        String key,
        String connection,
        String provider,
        @Nullable String model,
        String channel,
        @Nullable String correlationId,
        @Nullable String generationId,
        @Nullable String clientId,
        int deliveries,
        Instant since) {

    private static final int MAX_CHARS = 200;
    private static final Map<String, Function<UnresolvedView, @Nullable Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("key", UnresolvedView::key);
        FIELDS.put("connection", UnresolvedView::connection);
        FIELDS.put("provider", UnresolvedView::provider);
        FIELDS.put("model", UnresolvedView::model);
        FIELDS.put("channel", UnresolvedView::channel);
        FIELDS.put("correlationId", UnresolvedView::correlationId);
        FIELDS.put("generationId", UnresolvedView::generationId);
        FIELDS.put("clientId", UnresolvedView::clientId);
        FIELDS.put("deliveries", UnresolvedView::deliveries);
        FIELDS.put("since", view -> view.since().toString());
    }

    static UnresolvedView of(TrackedGeneration tracked) {
        return new UnresolvedView(
                tracked.key(),
                tracked.origin().connection(),
                tracked.origin().provider(),
                shorten(tracked.origin().model()),
                tracked.origin().channel(),
                shorten(tracked.origin().correlationId()),
                shorten(tracked.id()),
                tracked.clientId().isEmpty() ? null : tracked.clientId(),
                tracked.deliveries(),
                tracked.since());
    }

    /** A name that others chose, on one line and of at most {@value #MAX_CHARS} characters. */
    static @Nullable String shorten(@Nullable String name) {
        String printable = Printable.of(name);
        return printable == null || printable.length() <= MAX_CHARS ? printable : printable.substring(0, MAX_CHARS);
    }

    /** The fields by name, for the dev console and for JMX. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        FIELDS.forEach((name, value) -> fields.put(name, value.apply(this)));
        return fields;
    }

    /** The fields that have a value, by name, for the actuator; {@code since} as text. */
    public Map<String, Object> present() {
        Map<String, Object> present = new LinkedHashMap<>();
        fields().forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }

    /** A table as JMX shows it; its index is the key. */
    static TabularData table(String name, List<UnresolvedView> rows) {
        try {
            String[] columns = FIELDS.keySet().toArray(String[]::new);
            OpenType<?>[] types = FIELDS.keySet().stream()
                    .map(column -> column.equals("deliveries") ? SimpleType.INTEGER : SimpleType.STRING)
                    .toArray(OpenType<?>[]::new);
            CompositeType row = new CompositeType(name, name, columns, columns, types);
            TabularData table = new TabularDataSupport(new TabularType(name, name, row, new String[] {"key"}));
            for (UnresolvedView each : rows) {
                table.put(new CompositeDataSupport(row, each.fields()));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("The table " + name + " cannot be shown", e);
        }
    }
}

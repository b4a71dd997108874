package io.camelgenai.component.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/** What waits for a person, as JMX shows tables. */
final class UnresolvedTable {

    private static final String KEY = "key";

    private UnresolvedTable() {}

    static TabularData of(String name, List<UnresolvedView> cases) {
        try {
            CompositeType row = row(name);
            TabularData table = new TabularDataSupport(new TabularType(name, name, row, new String[] {KEY}));
            for (UnresolvedView each : cases) {
                table.put(new CompositeDataSupport(row, columns(each)));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("The table " + name + " can not be shown", e);
        }
    }

    private static CompositeType row(String name) throws OpenDataException {
        String[] columns = columns(null).keySet().toArray(new String[0]);
        OpenType<?>[] types = new OpenType<?>[columns.length];
        for (int i = 0; i < columns.length; i++) {
            types[i] = columns[i].equals("deliveries") ? SimpleType.INTEGER : SimpleType.STRING;
        }
        return new CompositeType(name, name, columns, columns, types);
    }

    /** @param shown what stands in the columns, or null for their names alone */
    private static Map<String, @Nullable Object> columns(@Nullable UnresolvedView shown) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put(KEY, shown == null ? null : shown.key());
        columns.put("connection", shown == null ? null : shown.connection());
        columns.put("provider", shown == null ? null : shown.provider());
        columns.put("model", shown == null ? null : shown.model());
        columns.put("channel", shown == null ? null : shown.channel());
        columns.put("correlationId", shown == null ? null : shown.correlationId());
        columns.put("generationId", shown == null ? null : shown.generationId());
        columns.put("clientId", shown == null ? null : shown.clientId());
        columns.put("deliveries", shown == null ? null : shown.deliveries());
        columns.put("since", shown == null ? null : shown.since().toString());
        return columns;
    }
}

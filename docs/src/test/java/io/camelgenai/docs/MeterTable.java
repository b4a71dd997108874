package io.camelgenai.docs;

import io.camelgenai.component.monitoring.GenAiMeter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Builds the table of the meters. */
final class MeterTable {

    private MeterTable() {}

    static String text() {
        Table table = new Table("4,1,1,3,6", "Name", "Kind", "Unit", "Tags", "Description");
        for (GenAiMeter each : GenAiMeter.values()) {
            table.row(
                    "[[meter-" + each.meterName() + "]]" + Table.code(each.meterName()),
                    each.kind().name().toLowerCase(Locale.ROOT),
                    each.unit() == null ? "" : each.unit(),
                    each.tags().stream().map(Table::code).collect(Collectors.joining(", ")),
                    Table.text(each.description()));
        }
        return table.toString();
    }
}

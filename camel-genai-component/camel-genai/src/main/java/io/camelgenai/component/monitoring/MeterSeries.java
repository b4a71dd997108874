package io.camelgenai.component.monitoring;

import java.util.List;

/**
 * One of the series of a meter: those events that have the same tags.
 *
 * @param tagValues the values of the tags, in the order of {@link GenAiMeter#tags()}
 */
record MeterSeries(GenAiMeter meter, List<String> tagValues) {

    static MeterSeries of(GenAiMeter meter, String... tagValues) {
        return new MeterSeries(meter, List.of(tagValues));
    }

    String tag(String name) {
        return tagValues.get(meter.tags().indexOf(name));
    }
}

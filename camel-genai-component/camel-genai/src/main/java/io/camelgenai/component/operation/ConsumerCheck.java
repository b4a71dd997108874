package io.camelgenai.component.operation;

import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.deliver.Subscribers;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns where a create has no consumer on this node. With a database one on another node may receive what it paid for. Once for each endpoint, so for each
 * channel. Safe for use by several threads.
 */
public final class ConsumerCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerCheck.class);
    /** Endpoints of toD may be without number. */
    private static final int MAX_ENDPOINTS = 1_000;

    private final Subscribers subscribers;
    private final Set<String> warned = Collections.newSetFromMap(Collections.synchronizedMap(new Recent()));

    /** Forgets the oldest. */
    private static final class Recent extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_ENDPOINTS;
        }
    }

    /** @param subscribers the consumers of this node */
    public ConsumerCheck(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /** Warns where generations of this origin have no consumer, unless it did for this endpoint. */
    void warnIfNone(String endpointId, Origin origin) {
        if (subscribers.of(origin).isEmpty() && warned.add(endpointId)) {
            Flow flow = origin.flow();
            LOG.warn(
                    "No consumer on this node receives what is created in {}. {} Add from(\"genai:{}?{}\"), name the channel of a consumer,"
                            + " or use operation=generate, which waits",
                    describe(flow, origin.model()),
                    consumers(),
                    flow.provider(),
                    options(flow));
        }
    }

    private String consumers() {
        List<String> others = subscribers.all().stream()
                .map(Subscriber::subscription)
                .map(each -> describe(each.flow(), each.model()))
                .distinct()
                .sorted()
                .toList();
        return others.isEmpty() ? "It has no consumer." : "Its consumers are of " + String.join("; ", others) + ".";
    }

    private static String describe(Flow flow, @Nullable String model) {
        return "channel " + flow.channel() + " of genai:" + flow.provider() + (model == null ? "" : "/" + model)
                + (flow.connection().equals(flow.provider()) ? "" : ", connection " + flow.connection());
    }

    private static String options(Flow flow) {
        return "channel=" + flow.channel()
                + (flow.connection().equals(flow.provider()) ? "" : "&connection=" + flow.connection());
    }
}

package io.camelgenai.docs;

import io.camelgenai.component.Operation;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;

/** Finds out which operations a provider has, by starting a producer for each. Sends nothing to the provider. */
final class OfferedOperations {

    private OfferedOperations() {}

    /** The operations of each of these providers. */
    static Map<String, Collection<String>> of(Collection<String> providers) {
        Map<String, Collection<String>> offered = new LinkedHashMap<>();
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            for (String provider : providers) {
                offered.put(
                        provider,
                        Arrays.stream(Operation.values())
                                .filter(each -> starts(context, provider, each))
                                .map(Operation::name)
                                .toList());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return offered;
    }

    private static boolean starts(CamelContext context, String provider, Operation operation) {
        String secret = operation == Operation.webhook ? "&webhookSecret=none" : "";
        String uri = "genai:" + provider + "/any?apiKey=none&operation=" + operation + secret;
        try (Producer producer = context.getEndpoint(uri).createProducer()) {
            producer.start();
            return true;
        } catch (Exception e) {
            if (String.valueOf(e.getMessage()).contains("has no operation")) {
                return false;
            }
            throw new IllegalStateException(uri, e);
        }
    }
}

package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.RequestTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint adds to each request: its system text, and the JSON schema of the answer. A parameter with the name of the
 * option has the value for one message.
 */
final class RequestAdditions {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ProviderDescriptor provider;
    private final List<Addition> additions = new ArrayList<>();

    /**
     * A value, and where it goes.
     *
     * @param option the name of the option
     * @param isNamed whether the descriptor itself says where the parameter of this name goes
     * @param reader reads the value of a parameter
     * @param value the value, or null for none
     */
    private record Addition(
            String option,
            boolean isNamed,
            RequestTemplate template,
            Function<Object, JsonNode> reader,
            @Nullable JsonNode value) {

        /** The addition for one message, whose parameter is taken. */
        Addition takenFrom(Map<String, Object> params) {
            if (isNamed || !params.containsKey(option)) {
                return this;
            }
            Object own = params.remove(option);
            return new Addition(option, false, template, reader, own == null ? null : reader.apply(own));
        }

        void addTo(ObjectNode body) {
            if (value != null) {
                template.addTo(body, value);
            }
        }
    }

    private RequestAdditions(ProviderDescriptor provider) {
        this.provider = provider;
    }

    /** @throws IllegalArgumentException when the provider does not take a value that is set */
    static RequestAdditions of(CamelContext context, GenAiConfiguration configuration, ProviderDescriptor provider) {
        RequestAdditions all = new RequestAdditions(provider);
        String text = configuration.getSystem();
        JsonNode system = text == null ? null : TextNode.valueOf(text);
        JsonNode schema = configuration.answerSchema(context);
        RequestTemplate systemTemplate = provider.request().system();
        RequestTemplate schemaTemplate = provider.request().jsonSchema();
        all.add("system", systemTemplate, RequestAdditions::text, system, "write the text into the prompt");
        all.add(
                "jsonSchema",
                schemaTemplate,
                RequestAdditions::schema,
                schema,
                "write what the answer is to be into the prompt");
        return all;
    }

    private void add(
            String option,
            @Nullable RequestTemplate template,
            Function<Object, JsonNode> reader,
            @Nullable JsonNode value,
            String remedy) {
        if (template != null) {
            boolean isNamed = provider.request().namedParams().contains(option);
            additions.add(new Addition(option, isNamed, template, reader, value));
        } else if (value != null) {
            throw new IllegalArgumentException("The option " + option + " has no place in a request to "
                    + provider.name() + ": leave it out, and " + remedy);
        }
    }

    private static JsonNode text(Object value) {
        return value instanceof CharSequence ? TextNode.valueOf(value.toString()) : JSON.valueToTree(value);
    }

    /** A message may not name a resource: it may come from anywhere. */
    private static JsonNode schema(Object value) {
        try {
            JsonNode schema = value instanceof CharSequence ? JSON.readTree(value.toString()) : JSON.valueToTree(value);
            if (schema instanceof ObjectNode) {
                return schema;
            }
        } catch (JsonProcessingException notJson) {
            // The parser's own message would quote the value.
        }
        throw new IllegalArgumentException("The parameter jsonSchema is no JSON object: set it to a schema");
    }

    /**
     * Takes the parameters of these names.
     *
     * @param params the parameters of a message
     * @return adds to a request what it does not have
     * @throws IllegalArgumentException when a parameter cannot be read
     */
    Consumer<ObjectNode> takeFrom(Map<String, Object> params) {
        List<Addition> ofMessage = params.isEmpty()
                ? additions
                : additions.stream().map(each -> each.takenFrom(params)).toList();
        return body -> ofMessage.forEach(each -> each.addTo(body));
    }
}

package io.camelgenai.component;

import io.camelgenai.component.connection.OptionText;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Reads the options of an endpoint from its URI. A message never shows a value, as Camel's own would. */
final class EndpointOptions {

    private static final String PARAM = "param.";

    /** The options that are Simple expressions. */
    private static final String EVALUATED = "idempotencyKey";

    /** The headers that have a value for each message, by the option that they stand in for. */
    private static final Map<String, String> HEADERS = Map.of(
            "model", GenAiConstants.MODEL,
            "system", GenAiConstants.PARAMS,
            "jsonSchema", GenAiConstants.PARAMS,
            "operation", GenAiConstants.OPERATION,
            "generationId", GenAiConstants.GENERATION_ID);

    private EndpointOptions() {}

    /**
     * Reads the path and the options with prefixes, and removes these from the parameters.
     *
     * @throws IllegalArgumentException when an option has an expression that is not evaluated
     */
    static GenAiConfiguration read(String path, Map<String, Object> parameters) {
        int slash = path.indexOf('/');
        String provider = slash < 0 ? path : path.substring(0, slash);
        String model = slash < 0 || slash == path.length() - 1 ? null : path.substring(slash + 1);
        requireEvaluated("provider", provider);
        requireEvaluated("model", model);
        parameters.forEach(EndpointOptions::requireEvaluated);
        if (model != null && model.isBlank()) {
            throw new IllegalArgumentException("The model in the path is empty: leave it out, or name one");
        }
        GenAiConfiguration configuration = new GenAiConfiguration();
        configuration.setProvider(provider);
        configuration.setModel(model);
        configuration.setParam(PropertiesHelper.extractProperties(parameters, PARAM));
        configuration.setHttpHeader(PropertiesHelper.extractProperties(parameters, "httpHeader."));
        configuration.setQuery(PropertiesHelper.extractProperties(parameters, "query."));
        return configuration;
    }

    private static void requireEvaluated(String option, @Nullable Object value) {
        if (!option.equals(EVALUATED)) {
            String header = option.startsWith(PARAM) ? GenAiConstants.PARAMS : HEADERS.get(option);
            OptionValidation.requireEvaluated(
                    "The option " + option,
                    value,
                    "Use toD in place of to" + (header == null ? "" : ", or set the header " + header));
        }
    }

    /**
     * Reads the text of each option.
     *
     * @throws IllegalArgumentException when a text is no value of its option
     */
    static void readAll(Map<String, Object> parameters, PropertyConfigurer configurer) {
        if (configurer instanceof PropertyConfigurerGetter known) {
            parameters.replaceAll((option, value) -> read(option, known.getOptionType(option, true), value));
        }
    }

    private static Object read(String option, @Nullable Class<?> type, Object value) {
        try {
            return OptionText.read(option, type, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The option " + option + " " + e.getMessage());
        }
    }

    /** An option cannot be set. Camel's own message would show the value, and not the allowed ones. */
    static IllegalArgumentException invalid(PropertyBindingException failure, PropertyConfigurer configurer) {
        String option = String.valueOf(failure.getPropertyName());
        Class<?> type = configurer instanceof PropertyConfigurerGetter known ? known.getOptionType(option, true) : null;
        return new IllegalArgumentException("The option " + option + " " + OptionValidation.invalid(type));
    }

    /**
     * Requires that no parameter is left over.
     *
     * @param options knows the names of all options
     * @param provider knows the names of parameters of a request
     */
    static void requireNone(Map<String, Object> parameters, EndpointUriFactory options, ProviderDescriptor provider) {
        if (!parameters.isEmpty()) {
            String unknown = parameters.keySet().iterator().next();
            throw new IllegalArgumentException("The option " + unknown + " "
                    + OptionValidation.unknownInUri(
                            unknown,
                            new TreeSet<>(options.propertyNames()),
                            provider.request().namedParams()));
        }
    }
}

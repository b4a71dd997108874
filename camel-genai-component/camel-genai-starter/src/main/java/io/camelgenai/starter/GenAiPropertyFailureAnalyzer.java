package io.camelgenai.starter;

import io.camelgenai.component.connection.ConnectionConfiguration;
import java.beans.PropertyDescriptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/**
 * Reports an invalid property of this starter: its name, its origin and what is allowed. Runs before Spring Boot's own analyzers,
 * which show the value as well; the value may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class GenAiPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final String ACTION = "Change the property, and start again.";

    /** The classes whose properties are allowed below each prefix. */
    private static final Map<ConfigurationPropertyName, Class<?>> TYPES = Map.of(
            ConfigurationPropertyName.of(GenAiComponentConfiguration.PREFIX), GenAiComponentConfiguration.class,
            ConfigurationPropertyName.of(GenAiRepositoryProperties.PREFIX), GenAiRepositoryProperties.class,
            ConfigurationPropertyName.of(GenAiSimulatorProperties.PREFIX), GenAiSimulatorProperties.class);

    private static final ConfigurationPropertyName CONNECTIONS =
            ConfigurationPropertyName.of(GenAiComponentConfiguration.PREFIX + ".connections");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        if (!isOfStarter(failure.getName())) {
            return null;
        }
        String description = failure.getCause() instanceof UnboundConfigurationPropertiesException unknown
                ? unknown.getUnboundProperties().stream()
                        .map(GenAiPropertyFailureAnalyzer::unknown)
                        .collect(Collectors.joining("\n"))
                : invalid(failure);
        return new FailureAnalysis(description, ACTION, failure);
    }

    /** Whether a property belongs to this starter. */
    static boolean isOfStarter(ConfigurationPropertyName name) {
        return TYPES.keySet().stream().anyMatch(prefix -> prefix.equals(name) || prefix.isAncestorOf(name));
    }

    private static String unknown(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        boolean ofConnection = CONNECTIONS.isAncestorOf(name);
        ConfigurationPropertyName parent =
                ofConnection ? name.chop(CONNECTIONS.getNumberOfElements() + 1) : name.getParent();
        Class<?> allowed = ofConnection ? ConnectionConfiguration.class : TYPES.get(parent);
        String names = allowed == null ? "" : " Allowed below " + parent + ": " + String.join(", ", names(allowed));
        return "The property " + describe(name, property) + " is not known." + names;
    }

    private static List<String> names(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type))
                .filter(property -> property.getWriteMethod() != null)
                .map(PropertyDescriptor::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .sorted()
                .toList();
    }

    private static String invalid(BindException failure) {
        return "The property " + describe(failure.getName(), failure.getProperty()) + " is wrong. It has to be "
                + allowed(failure.getTarget().getType()) + ".";
    }

    private static String describe(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
        Origin origin = property == null ? null : property.getOrigin();
        return name + (origin == null ? "" : " (" + origin + ")");
    }

    private static String allowed(ResolvableType target) {
        Class<?> type = target.toClass();
        if (type == Duration.class) {
            return "a duration, such as 500ms, 30s or 24h";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == String.class) {
            return "left out, or have a value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return "the name of a bean of type " + type.getName() + ", as #name";
    }
}

package io.camelgenai.starter;

import io.camelgenai.component.connection.OptionText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * Refuses values of this starter's properties that the component refuses elsewhere, and that Spring Boot would read as something
 * else: a duration without a unit as milliseconds, an empty text as nothing.
 */
record GenAiBindHandlerAdvisor(Environment environment) implements ConfigurationPropertiesBindHandlerAdvisor {

    @Override
    public BindHandler apply(BindHandler handler) {
        return new Strict(handler);
    }

    private final class Strict extends AbstractBindHandler {

        Strict(BindHandler parent) {
            super(parent);
        }

        /** Also called where Spring Boot has read nothing. */
        @Override
        public void onFinish(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                throws Exception {
            ConfigurationProperty property = context.getConfigurationProperty();
            if (property != null && property.getName().equals(name) && GenAiPropertyFailureAnalyzer.isOfStarter(name)) {
                requireReadable(name, Objects.requireNonNull(target.getType().resolve(Object.class)), property);
            }
            super.onFinish(name, target, context, result);
        }

        private void requireReadable(ConfigurationPropertyName name, Class<?> type, ConfigurationProperty property) {
            String text = environment.resolvePlaceholders(String.valueOf(property.getValue()));
            boolean lenient = type == Boolean.class || type == boolean.class || type.isEnum();
            if (type != Object.class && (!lenient || text.isBlank())) {
                OptionText.read(name.getLastElement(Form.UNIFORM), type, text);
            }
        }
    }
}

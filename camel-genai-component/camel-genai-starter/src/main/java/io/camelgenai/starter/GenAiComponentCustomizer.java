package io.camelgenai.starter;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PluginHelper;
import org.springframework.context.ApplicationContext;

/** Sets the options of the component from the properties, and resolves Camel's placeholders in its connections. */
record GenAiComponentCustomizer(
        CamelContext camelContext, ApplicationContext application, GenAiComponentConfiguration configuration)
        implements ComponentCustomizer {

    /** Properties of the starter that are no options of the component, which would refuse them. */
    private static final Set<String> STARTER_PROPERTIES = Set.of("enabled", "customizer");

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof GenAiComponent
                && HierarchicalPropertiesEvaluator.evaluate(
                        application, "camel.component.customizer", GenAiComponentConfiguration.PREFIX + ".customizer");
    }

    @Override
    public void configure(String name, Component target) {
        Map<String, ConnectionConfiguration> connections = configuration.getConnections();
        if (connections != null) {
            connections.forEach(this::resolve);
        }
        Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(camelContext, configuration);
        options.keySet().removeAll(STARTER_PROPERTIES);
        CamelPropertiesHelper.setCamelProperties(camelContext, target, options, false);
    }

    /** Camel resolves placeholders in text only, not inside a connection. */
    private void resolve(String name, ConnectionConfiguration connection) {
        String property = GenAiComponentConfiguration.PREFIX + ".connections[" + name + "].";
        Map<String, Object> values = new LinkedHashMap<>();
        PluginHelper.getBeanIntrospection(camelContext).getProperties(connection, values, null, false);
        values.forEach((option, value) -> {
            if (value instanceof String text) {
                set(connection, option, resolve(property + option, text));
            }
        });
        resolve(property + "httpHeader", connection.getHttpHeader());
        resolve(property + "query", connection.getQuery());
    }

    private void resolve(String property, Map<String, Object> values) {
        values.replaceAll(
                (name, value) -> value instanceof String text ? resolve(property + "[" + name + "]", text) : value);
    }

    private String resolve(String property, String text) {
        try {
            return camelContext.resolvePropertyPlaceholders(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Property " + property + ": " + e.getMessage(), e);
        }
    }

    private void set(ConnectionConfiguration connection, String option, String value) {
        try {
            PluginHelper.getBeanIntrospection(camelContext).setProperty(camelContext, connection, option, value);
        } catch (Exception e) {
            throw new IllegalStateException("The option " + option + " of a connection cannot be set", e);
        }
    }
}

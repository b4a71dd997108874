package io.camelgenai.component.connection;

import io.camelgenai.component.connection.ConnectionConfiguration.NamedValues;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of a connection. An option that cannot be set is recorded, and reported when the component starts: Camel's
 * own exception would show the value, which may be a key under a misspelled name. Camel finds this class by name.
 *
 * <p>Camel removes the dashes of all that stands between dots in a property, and keeps what stands in brackets. It asks this
 * class for the way to what stands between dots: there a name that may have lost a dash is refused.
 */
public class ConnectionConfigurer extends PropertyConfigurerSupport
        implements PropertyConfigurer, PropertyConfigurerGetter {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        if (target instanceof NamedValues values) {
            values.putOrRefuse(name, value);
            return true;
        }
        if (!(target instanceof ConnectionConfiguration connection)) {
            return false;
        }
        if (ConnectionOption.isMap(name)) {
            return value instanceof String text && !text.startsWith("#") && refuse(connection, name);
        }
        ConnectionOption option = ConnectionOption.named(name);
        if (option == null) {
            connection.addBindingError(name, OptionValidation.unknown(name, ConnectionOption.names()));
            return true;
        }
        try {
            set(context, connection, option, OptionText.read(option.name(), option.type(), value));
        } catch (IllegalArgumentException e) {
            connection.addBindingError(option.name(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    private static boolean refuse(ConnectionConfiguration connection, String map) {
        connection.addBindingError(map, "has entries, each a property of its own: " + map + "[NAME]");
        return true;
    }

    private static void set(
            CamelContext context, ConnectionConfiguration connection, ConnectionOption option, Object value) {
        try {
            option.set(connection, property(context, option.type(), value));
        } catch (RuntimeException e) {
            connection.addBindingError(option.name(), OptionValidation.invalid(option.type()));
        }
    }

    /** What is refused when the component starts: the name of a connection between dots, and more dots behind an option. */
    @Override
    @SuppressWarnings("unchecked") // The one map of which Camel asks this class is that of the connections.
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        if (target instanceof NamedValues values) {
            values.refuse(name);
            return values;
        }
        if (target instanceof ConnectionConfiguration connection && !ConnectionOption.isMap(name)) {
            connection.addBindingError(name, "has no properties below it");
            return new ConnectionConfiguration();
        }
        if (!(target instanceof Map<?, ?>)) {
            return null;
        }
        ConnectionConfiguration refused = ((Map<String, ConnectionConfiguration>) target)
                .computeIfAbsent(name, key -> new ConnectionConfiguration());
        refused.addBindingError(
                "OPTION",
                "has to be written like this, with the name of the connection in brackets: between dots it loses its dashes");
        return refused;
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return null;
    }

    /** Also the entries of an option are set here. */
    @Override
    public @Nullable Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return ConnectionOption.isMap(name) ? ConnectionConfiguration.class : null;
    }

    @Override
    public String @Nullable [] getAutowiredNames() {
        return null;
    }
}

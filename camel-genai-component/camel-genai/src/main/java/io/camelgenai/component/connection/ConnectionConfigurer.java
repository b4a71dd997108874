package io.camelgenai.component.connection;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets properties of a connection. What can not be set is noted and complained of when the component starts: Camel's own
 * complaint would show the value, which is a secret where the name of a key is misspelled.
 */
public class ConnectionConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        if (!(target instanceof ConnectionConfiguration connection) || name.equalsIgnoreCase("httpHeader")) {
            return false;
        }
        ConnectionOption<?> option = ConnectionOption.named(name).orElse(null);
        if (option == null) {
            connection.complain(name, OptionValidation.unknown(name, ConnectionOption.names()));
        } else if (!set(context, connection, option, value)) {
            connection.complain(option.name(), OptionValidation.not(option.type()));
        }
        return true;
    }

    private static boolean set(
            CamelContext context, ConnectionConfiguration connection, ConnectionOption<?> option, Object value) {
        try {
            option.put(connection, property(context, option.type(), value));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}

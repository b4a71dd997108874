package io.camelgenai.component.connection;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the options of a connection. An option that cannot be set is recorded, and reported when the component starts: Camel's
 * own exception would show the value, which may be a key under a misspelled name. Camel finds this class by name.
 */
public class ConnectionConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        if (!(target instanceof ConnectionConfiguration connection) || ConnectionOption.isMap(name)) {
            return false;
        }
        ConnectionOption option = ConnectionOption.named(name);
        if (option == null) {
            connection.addBindingError(name, OptionValidation.unknown(name, ConnectionOption.names()));
            return true;
        }
        try {
            option.set(connection, property(context, option.type(), value));
        } catch (RuntimeException e) {
            connection.addBindingError(option.name(), OptionValidation.invalid(option.type()));
        }
        return true;
    }
}

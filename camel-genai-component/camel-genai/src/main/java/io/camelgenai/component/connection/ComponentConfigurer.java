package io.camelgenai.component.connection;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/**
 * Sets properties of the component. What can not be set is noted and complained of when the component starts: Camel's own
 * complaint would show the value, and a key is easily written beside its connection.
 */
public final class ComponentConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final List<String> KNOWN = List.of(
            "connections",
            "descriptors",
            "maxStreams",
            "repository",
            "retention",
            "trackFor",
            "useGlobalSslContextParameters");

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter types;
    private final BiConsumer<String, String> onError;

    /**
     * @param generated sets what is known
     * @param types knows the types of that
     * @param complain hears of the name of a property and what is wrong with it
     */
    public ComponentConfigurer(
            PropertyConfigurer generated, PropertyConfigurerGetter types, BiConsumer<String, String> complain) {
        this.generated = generated;
        this.types = types;
        this.onError = complain;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        try {
            if (!generated.configure(context, target, name, value, ignoreCase)) {
                onError.accept(name, unknown(name));
            }
        } catch (RuntimeException e) {
            onError.accept(name, OptionValidation.not(getOptionType(name, true)));
        }
        return true;
    }

    private static String unknown(String name) {
        return ConnectionOption.named(name)
                .map(option -> "is unknown: it is an option of a connection, camel.component.genai.connections[NAME]."
                        + option.name())
                .orElseGet(() -> OptionValidation.unknown(name, KNOWN));
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return types.getOptionType(name, ignoreCase);
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return types.getOptionValue(target, name, ignoreCase);
    }

    @Override
    public @Nullable Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return types.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public String @Nullable [] getAutowiredNames() {
        return types.getAutowiredNames();
    }
}

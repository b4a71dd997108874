package io.camelgenai.component.connection;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of the component. An option that cannot be set is passed to {@code onError}, for a report when the component
 * starts: Camel's own exception would show the value, which may be a key that belongs to a connection.
 */
public final class ComponentConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter types;
    private final BiConsumer<String, String> onError;

    /**
     * @param generated the configurer that Camel generated; sets the options
     * @param types the same one; knows the types of the options
     * @param onError receives the name of an option and what is wrong with it
     */
    public ComponentConfigurer(
            PropertyConfigurer generated, PropertyConfigurerGetter types, BiConsumer<String, String> onError) {
        this.generated = generated;
        this.types = types;
        this.onError = onError;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        try {
            set(context, target, name, OptionText.read(name, getOptionType(name, true), value), ignoreCase);
        } catch (IllegalArgumentException e) {
            onError.accept(name, String.valueOf(e.getMessage()));
        }
        return true;
    }

    private void set(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        try {
            if (!generated.configure(context, target, name, value, ignoreCase)) {
                onError.accept(name, unknown(name, target));
            }
        } catch (RuntimeException e) {
            onError.accept(name, OptionValidation.invalid(getOptionType(name, true)));
        }
    }

    private String unknown(String name, Object target) {
        ConnectionOption ofConnection = ConnectionOption.named(name);
        return ofConnection == null
                ? OptionValidation.unknown(name, names(target))
                : "is unknown: it is an option of a connection, camel.component.genai.connections[NAME]."
                        + ofConnection.name();
    }

    private List<String> names(Object target) {
        return Arrays.stream(target.getClass().getMethods())
                .map(Method::getName)
                .filter(method -> method.startsWith("set"))
                .map(method -> StringHelper.decapitalize(method.substring("set".length())))
                .filter(name -> getOptionType(name, false) != null)
                .distinct()
                .sorted()
                .toList();
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

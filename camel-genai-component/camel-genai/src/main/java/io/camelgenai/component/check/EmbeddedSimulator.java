package io.camelgenai.component.check;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The simulator, started within this process. It is optional: the component knows its class by name only. */
final class EmbeddedSimulator implements AutoCloseable {

    private static final String TYPE = "io.camelgenai.simulator.GenAiSimulator";

    private final Class<?> type;
    private final Object simulator;

    private EmbeddedSimulator(Class<?> type) {
        this.type = type;
        this.simulator = Objects.requireNonNull(call(type, "start", null));
    }

    /**
     * Starts it on a free port.
     *
     * @param loader the loader of its class
     * @throws IllegalArgumentException when it is not on the class path
     */
    static EmbeddedSimulator start(ClassLoader loader) {
        try {
            return new EmbeddedSimulator(loader.loadClass(TYPE));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "The simulator is not on the class path: add the artifact camel-genai-simulator", e);
        }
    }

    /**
     * The base URL of a provider.
     *
     * @throws IllegalArgumentException when it does not play the provider
     */
    String baseUrl(String provider) {
        return text("baseUrl", provider);
    }

    /** A key that it accepts for a provider. */
    String apiKey(String provider) {
        return text("apiKey", provider);
    }

    private String text(String method, String provider) {
        return String.valueOf(call(type, method, simulator, provider));
    }

    @Override
    public void close() {
        call(type, "close", simulator);
    }

    private static @Nullable Object call(Class<?> type, String method, @Nullable Object target, String... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            return type.getMethod(method, types).invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("The simulator failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("The simulator on the class path is of another version: " + e, e);
        }
    }
}

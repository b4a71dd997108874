package io.camelgenai.starter;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Masks the keys and the extra headers of connections in {@code /env} and {@code /configprops}, even where these show values. Needs
 * the actuator on the class path.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class GenAiActuatorAutoConfiguration {

    private static final String PREFIX = normalize(GenAiComponentConfiguration.PREFIX);

    @Bean
    SanitizingFunction genAiSanitizingFunction() {
        return data -> isSecret(data) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(SanitizableData data) {
        String key = normalize(data.getKey());
        return key.startsWith(PREFIX) && (key.endsWith("apikey") || key.contains("httpheader"));
    }

    /** Maps the spellings of a property in files, in the environment and in Java to one. */
    private static String normalize(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}

package io.camelgenai.starter;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * With actuator on the class path: keys and extra headers of connections are masked by {@code /env} and {@code /configprops},
 * also where these are told to show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class GenAiActuatorAutoConfiguration {

    private static final String PREFIX = plain(GenAiComponentConfiguration.PREFIX);

    @Bean
    SanitizingFunction genAiSecrets() {
        return data -> isSecret(data) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(SanitizableData data) {
        String key = plain(data.getKey());
        return key.startsWith(PREFIX) && (key.endsWith("apikey") || key.contains("httpheader"));
    }

    /** A property has one name in a file, another in the environment, and another as a field. */
    private static String plain(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}

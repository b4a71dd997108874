package io.camelgenai.starter;

import io.camelgenai.tracking.repository.GenerationRepository;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Converts a reference in a property, {@code #name} or {@code #bean:name}, to the bean. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesBinding
public class GenAiComponentConverter implements GenericConverter {

    private static final Set<Class<?>> TYPES =
            Set.of(OkHttpClient.class, SSLContextParameters.class, GenerationRepository.class);

    private final BeanFactory beans;

    GenAiComponentConverter(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return TYPES.stream()
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException when the text is not a reference */
    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null) {
            return null;
        }
        String text = source.toString();
        return Stream.of("#bean:", "#")
                .filter(text::startsWith)
                .findFirst()
                .map(prefix -> beans.getBean(text.substring(prefix.length()), targetType.getType()))
                .orElseThrow(() -> new IllegalArgumentException("Name a bean, as #name"));
    }
}

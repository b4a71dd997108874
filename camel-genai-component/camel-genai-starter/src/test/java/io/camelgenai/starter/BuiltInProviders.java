package io.camelgenai.starter;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The providers whose descriptors are in the component. */
final class BuiltInProviders {

    private BuiltInProviders() {}

    static List<String> names() throws Exception {
        Resource[] files =
                new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/genai/providers/*.yaml");
        return Stream.of(files)
                .map(file -> Objects.requireNonNull(file.getFilename()).replace(".yaml", ""))
                .sorted()
                .toList();
    }
}

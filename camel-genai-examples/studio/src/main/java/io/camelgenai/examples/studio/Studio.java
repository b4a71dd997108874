package io.camelgenai.examples.studio;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The application. */
@SpringBootApplication
@EnableConfigurationProperties(StudioProperties.class)
public class Studio {

    /** @param arguments properties, as {@code --name=value} */
    public static void main(String... arguments) {
        SpringApplication.run(Studio.class, arguments);
    }
}

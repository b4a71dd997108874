package io.camelgenai.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class Pictures {

    /** @param arguments properties, as {@code --name=value} */
    public static void main(String... arguments) {
        SpringApplication.run(Pictures.class, arguments);
    }
}

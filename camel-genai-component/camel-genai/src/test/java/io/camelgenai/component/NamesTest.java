package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that a database cannot store is refused at the start, and not by the first create. */
class NamesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private String startFailure() {
        Throwable failure = catchThrowable(context::start);
        assertThat(failure).as("it started").isNotNull();
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure.getMessage();
    }

    static Stream<Arguments> names() {
        String tooLong = " has 201 characters: 200 are the maximum";
        String control = " contains a control character: remove it";
        return Stream.of(
                Arguments.of("channel", "c".repeat(201), tooLong),
                Arguments.of("channel", "a%00b", control),
                Arguments.of("channel", "a%0Ab", control),
                Arguments.of("channel", "a%7Fb", control),
                Arguments.of("connection", "c".repeat(201), tooLong),
                Arguments.of("connection", "a%00b", control));
    }

    @ParameterizedTest
    @MethodSource("names")
    void ofAnEndpoint(String option, String name, String message) throws Exception {
        for (boolean consumes : new boolean[] {true, false}) {
            try (DefaultCamelContext each = new DefaultCamelContext()) {
                each.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        String uri = "genai:privategpt?" + option + "=" + name;
                        from(consumes ? uri : "direct:in").to(consumes ? "mock:out" : uri);
                    }
                });
                Throwable failure = catchThrowable(each::start);
                assertThat(failure).hasStackTraceContaining("The option " + option + message);
            }
        }
    }

    @Test
    void twoHundredCharactersAreAccepted() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:privategpt?channel=" + "\u00e4".repeat(200)).to("mock:out");
            }
        });
        context.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop\0", "\n", "", " ", "long"})
    void ofAnApplication(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:names");
        JdbcGenerationRepository repository = new JdbcGenerationRepository(database);
        repository.setApplication(name.equals("long") ? "a".repeat(201) : name);
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(repository);

        assertThat(startFailure())
                .isEqualTo(
                        "The name of the application (setApplication) has to have 1 to 200 characters, and no control"
                                + " character");
    }
}

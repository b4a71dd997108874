package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G42: a value in another unit is scaled where the descriptor says so; otherwise it is absent, not wrong. */
class UnitsTest {

    private static final Generation NEW = Generation.of("acme").build();

    private static Generation read(String mapping, String document) {
        return Descriptors.parse(Descriptors.SMALL.replace("id: /id", "id: /id\n  " + mapping))
                .generation()
                .read(Descriptors.json(document), NEW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /p                            | 0.25      | 0.25
            /p                            | 0         | 0.0
            /p                            | 1         | 1.0
            /p                            | "0.5"     | 0.5
            /p                            | 100.0     | -
            /p                            | 42        | -
            /p                            | 1.01      | -
            /p                            | -0.1      | -
            /p                            | "45%"     | -
            /p                            | 1e400     | -
            { at: /p, scale: 100 }        | 100.0     | 1.0
            { at: /p, scale: 100 }        | 42        | 0.42
            { at: /p, scale: 100 }        | "45%"     | 0.45
            { at: /p, scale: 100 }        | 0         | 0.0
            { at: /p, scale: 100 }        | 101       | -
            { at: /p, scale: 100 }        | -1        | -
            { at: /p, scale: 3 }          | 1         | 0.3333333333333333
            { at: [/none, /p], scale: 8 } | 2         | 0.25
            """)
    void G42_aProgressIsFrom0To1(String paths, String value, Double progress) {
        assertThat(read("progress: " + paths, "{\"p\":" + value + "}").progress())
                .isEqualTo(progress);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /t                         | 1764475200               | 2025-11-30T04:00:00Z
            /t                         | "1764475200.5"           | 2025-11-30T04:00:00.500Z
            /t                         | "2025-11-30T04:00:00Z"   | 2025-11-30T04:00:00Z
            /t                         | 1764475200000            | -
            /t                         | 1764475200000000         | -
            /t                         | 1764475200000000000      | -
            /t                         | 638999136000000000       | -
            /t                         | 0                        | -
            /t                         | -1                       | -
            /t                         | 17                       | -
            /t                         | 4102444800               | -
            /t                         | 1e30                     | -
            /t                         | "0001-01-01T00:00:00Z"   | -
            /t                         | "1970-01-01T00:00:00+00:00" | -
            /t                         | "9999-12-31T23:59:59Z"   | -
            { at: /t, scale: 1000 }    | 1764475200123            | 2025-11-30T04:00:00.123Z
            { at: /t, scale: 1e3 }     | "1764475200000"          | 2025-11-30T04:00:00Z
            { at: /t, scale: 1000000 } | 1764475200000000         | 2025-11-30T04:00:00Z
            { at: /t, scale: 1e9 }     | 1764475200000000001      | 2025-11-30T04:00:00Z
            { at: /t, scale: 1000 }    | "2025-11-30T04:00:00Z"   | 2025-11-30T04:00:00Z
            { at: /t, scale: 1000 }    | 1764475200               | -
            """)
    void G42_aTimeIsOneOfThisCentury(String paths, String value, Instant time) {
        Generation read =
                read("createdAt: " + paths + "\n  completedAt: " + paths, "{\"status\":\"done\",\"t\":" + value + "}");

        assertThat(read.createdAt()).isEqualTo(time);
        assertThat(read.completedAt()).isEqualTo(time);
    }

    @Test
    void aGenerationThatIsNotOverHasNoTimeOfCompletion() {
        Generation read = read("completedAt: /updated_at", "{\"status\":\"busy\",\"updated_at\":1764475200}");

        assertThat(read.completedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /c                      | 0.05        | 0.05
            /c                      | "12"        | 12
            /c                      | 0           | 0
            /c                      | 377560000   | -
            /c                      | -0.05       | -
            /c                      | "free"      | -
            /c                      | 1e99        | -
            { at: /c, scale: 1e10 } | 377560000   | 0.037756
            { at: /c, scale: 1e10 } | "500000000" | 0.05
            { at: /c, scale: 100 }  | 7           | 0.07
            { at: /c, scale: 0.5 }  | 1           | 2
            { at: /c, scale: 1e10 } | -377560000  | -
            """)
    void G42_aCostIsInUsDollars(String paths, String value, BigDecimal usd) {
        BigDecimal read = read("usage: { costUsd: " + paths + " }", "{\"c\":" + value + "}")
                .usage()
                .costUsd();

        if (usd == null) {
            assertThat(read).isNull();
        } else {
            assertThat(read).isEqualByComparingTo(usd);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /n                      | 17        | 17
            /n                      | 17.0      | 17
            /n                      | "17"      | 17
            /n                      | 0         | 0
            /n                      | -1        | -
            /n                      | 1e30      | -
            /n                      | 18446744073709551615 | -
            { at: /n, scale: 0.001 } | 1.5      | 1500
            { sum: [/n, /none] }    | 17        | 17
            { sum: [/n, /m] }       | 17        | 20
            { sum: [/n, /m] }       | "x"       | 3
            { sum: [/none, /no] }   | 17        | -
            """)
    void G42_tokensAreACount(String paths, String value, Long tokens) {
        Usage usage = read(
                        "usage: { inputTokens: " + paths + ", outputTokens: " + paths + " }",
                        "{\"n\":" + value + ",\"m\":3}")
                .usage();

        assertThat(usage.inputTokens()).isEqualTo(tokens);
        assertThat(usage.outputTokens()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /wait                      | 3
            { at: /wait, scale: 1000 } | 0.003
            /delay                     | 34.4
            "/details/*/delay"         | 0.5
            """)
    void aWaitThatAnErrorAsksForMayBeInAnotherForm(String paths, BigDecimal seconds) {
        ErrorMapping errors = Descriptors.parse(
                        Descriptors.SMALL.replace("code: /code", "code: /code\n  retryAfter: " + paths))
                .errors();

        assertThat(errors.read(429, """
                        {"code":"busy","wait":3,"delay":"34.4s","details":[{},{"delay":"0.500s"}]}""").retryAfterSeconds()).isEqualByComparingTo(seconds);
    }
}

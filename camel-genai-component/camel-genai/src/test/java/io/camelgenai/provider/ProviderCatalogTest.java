package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.GenerationStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers are found by name and read once; an unknown name gets a suggestion. */
class ProviderCatalogTest {

    private static InputStream stream(String yaml) {
        return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static ProviderCatalog containing(String yaml) {
        return new ProviderCatalog(file -> stream(yaml), List::of);
    }

    @Test
    void llmstatsIsBuiltIn() {
        ProviderDescriptor llmstats = Descriptors.llmstats();
        assertThat(llmstats.baseUrl()).isEqualTo("https://gateway.llm-stats.com");
        assertThat(llmstats.auth().header().value("ze_1")).isEqualTo("Bearer ze_1");
        assertThat(llmstats.auth().environment()).isEqualTo("LLMSTATS_API_KEY");
        assertThat(llmstats.auth().optional()).isFalse();
        assertThat(llmstats.operations().stream()).isNull();
        assertThat(llmstats.operations().cancel()).isNull();
        assertThat(llmstats.operations().delete()).isNull();
        assertThat(llmstats.operations().create().idempotency()).isNull();
        assertThat(Objects.requireNonNull(llmstats.operations().longPoll()).maxWait())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void llmstatsIsCreatedWithoutAWait() {
        CallTemplate create = Descriptors.llmstats().operations().create().call();
        assertThat(create.method()).isEqualTo("POST");
        assertThat(create.segments()).containsExactly("v1", "generations");
        assertThat(create.body()).hasToString("{\"wait\":0}");
        assertThat(create.repeatable()).isFalse();
    }

    @Test
    void privategptIsBuiltIn() {
        ProviderDescriptor privategpt = Descriptors.privategpt();
        assertThat(privategpt.baseUrl()).isEqualTo("http://localhost:8080");
        assertThat(privategpt.auth().header().value("Basic abc")).isEqualTo("Basic abc");
        assertThat(privategpt.auth().optional()).isTrue();
        assertThat(privategpt.operations().stream()).isNotNull();
        assertThat(Objects.requireNonNull(privategpt.operations().stream()).replay())
                .isEqualTo(ProviderOperations.Replay.ALL);
        assertThat(Objects.requireNonNull(privategpt.operations().create().idempotency())
                        .duration())
                .isEqualTo(Duration.ofHours(1));
        assertThat(privategpt.operations().longPoll()).isNull();
        assertThat(Objects.requireNonNull(privategpt.operations().cancel())
                        .call()
                        .repeatable())
                .isTrue();
        assertThat(privategpt.generation().words()).containsEntry("cancelled", GenerationStatus.CANCELED);
        assertThat(privategpt.generation().hasText()).isFalse();
    }

    @Test
    void aFinalSlashOfTheBaseUrlIsDropped() {
        assertThat(Descriptors.parse(Descriptors.SMALL).baseUrl()).isEqualTo("https://api.acme.example");
    }

    @Test
    void aMisspelledNameGetsASuggestion() {
        assertThatThrownBy(() -> Descriptors.catalog().get("llmstat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown provider 'llmstat'; did you mean 'llmstats'? A provider of your own is a file"
                        + " META-INF/genai/providers/NAME.yaml on the class path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "", "../llmstats", "llm stats!?", "llmstats.yaml/.."})
    void anUnknownNameGetsTheKnownNames(String name) {
        assertThatThrownBy(() -> Descriptors.catalog().get(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unknown provider '" + name + "'; ")
                .hasMessageContaining("llmstats");
    }

    @Test
    void anUnknownNameWithoutASimilarOneGetsAllNames() {
        assertThatThrownBy(() -> Descriptors.catalog().get("openai"))
                .hasMessage("Unknown provider 'openai'; known are llmstats, privategpt. A provider of your own is a"
                        + " file META-INF/genai/providers/NAME.yaml on the class path");
    }

    @Test
    void anAddedDescriptorIsFoundAndSuggested() throws IOException {
        ProviderCatalog catalog = Descriptors.catalog();
        ProviderDescriptor acme = catalog.add("acme.yaml", stream(Descriptors.SMALL));
        assertThat(catalog.get("acme")).isSameAs(acme);
        assertThatThrownBy(() -> catalog.get("acne")).hasMessageContaining("did you mean 'acme'?");
        assertThatThrownBy(() -> catalog.get("openai")).hasMessageContaining("known are acme, llmstats, privategpt.");
    }

    @Test
    void anAddedDescriptorTakesPrecedenceOverTheBuiltInOne() throws IOException {
        ProviderCatalog catalog = Descriptors.catalog();
        catalog.get("llmstats");
        ProviderDescriptor own =
                catalog.add("own.yaml", stream(Descriptors.SMALL.replace("name: acme", "name: llmstats")));
        assertThat(catalog.get("llmstats")).isSameAs(own);
    }

    @Test
    void aDescriptorIsReadOnce() {
        AtomicInteger opened = new AtomicInteger();
        ProviderCatalog catalog = new ProviderCatalog(
                file -> {
                    opened.incrementAndGet();
                    return stream(Descriptors.SMALL);
                },
                List::of);
        assertThat(catalog.get("acme")).isSameAs(catalog.get("acme"));
        assertThat(opened).hasValue(1);
    }

    @Test
    void aFileHasToHaveTheNameOfItsProvider() {
        assertThatThrownBy(() -> containing(Descriptors.SMALL).get("other"))
                .isInstanceOf(DescriptorException.class)
                .hasMessage("Descriptor META-INF/genai/providers/other.yaml, at /name: 'acme' is not the file's name");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk is gone");
            }
        };
        assertThatThrownBy(() -> new ProviderCatalog(file -> broken, List::of).get("acme"))
                .isInstanceOf(DescriptorException.class)
                .hasMessage("Descriptor META-INF/genai/providers/acme.yaml, at /: cannot be read: disk is gone");
    }
}

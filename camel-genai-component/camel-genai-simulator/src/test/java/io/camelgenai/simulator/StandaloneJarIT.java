package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The standalone jar. */
class StandaloneJarIT {

    private static String text(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theJarHasTheLicensesOfItsDependencies() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("standalone.jar"))) {
            assertThat(jar.getEntry("org/jcodec/api/SequenceEncoder.class")).isNotNull();
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/licenses/jcodec.txt"))
                    .contains("JCodec", "Redistribution  and  use", "POSSIBILITY OF SUCH DAMAGE");
        }
    }

    @Test
    void theMainClassIsMain() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("standalone.jar"))) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(Main.class.getName());
        }
    }
}

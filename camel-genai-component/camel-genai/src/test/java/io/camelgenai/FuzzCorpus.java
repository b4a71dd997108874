package io.camelgenai;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * The inputs that fuzzing with the profile {@code fuzz} kept, since each increased the coverage. Fuzzing writes them to files
 * below {@code target/fuzz/.cifuzz-corpus}; {@code zip -j} makes the archive.
 */
public final class FuzzCorpus {

    private FuzzCorpus() {}

    public static Stream<byte[]> of(String archive) {
        List<byte[]> inputs = new ArrayList<>();
        try (InputStream file = FuzzCorpus.class.getResourceAsStream("/fuzz/" + archive);
                ZipInputStream entries = new ZipInputStream(Objects.requireNonNull(file))) {
            while (entries.getNextEntry() != null) {
                inputs.add(entries.readAllBytes());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return inputs.stream();
    }
}

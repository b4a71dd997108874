package io.camelgenai.docs;

import io.camelgenai.component.GenAiComponent;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the component as it was built: a folder of classes, or a jar. */
final class ComponentCode {

    private ComponentCode() {}

    /** Applies a function to the root of the folder or jar. */
    static <T> T inside(Function<Path, T> reader) {
        try {
            Path location = Path.of(GenAiComponent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(location)) {
                return reader.apply(location);
            }
            try (FileSystem jar = FileSystems.newFileSystem(location)) {
                return reader.apply(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The string constants of its classes; a text that is concatenated at run time is present in parts. */
    static Set<String> texts() {
        return inside(root -> {
            try (Stream<Path> files = Files.walk(root)) {
                Set<String> all = new HashSet<>();
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    try (DataInputStream type =
                            new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                        readTexts(type, all);
                    }
                }
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Reads the constant pool of a class file, as specified in section 4.4 of the Java Virtual Machine Specification. */
    private static void readTexts(DataInputStream type, Set<String> texts) throws IOException {
        type.skipNBytes(8);
        int count = type.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = type.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.addAll(List.of(type.readUTF().split("[\\x01\\x02]")));
                case 5, 6 -> {
                    type.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> type.skipNBytes(2);
                case 15 -> type.skipNBytes(3);
                default -> type.skipNBytes(4);
            }
        }
    }
}

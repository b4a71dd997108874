package io.camelgenai.component.message;

import io.camelgenai.client.InputFile;
import io.camelgenai.client.download.DataUrl;
import io.camelgenai.component.message.MessageInputs.Given;
import io.camelgenai.generation.Artifact;
import io.camelgenai.provider.FileType;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** The content of a file in a message. What can be read once only is copied to a temporary file, which is deleted with the exchange. */
final class InputContent {

    private static final String UNKNOWN = "application/octet-stream";
    private static final String COPIES = "CamelGenAiInputCopies";
    private static final int CHUNK = 64 * 1024;

    /** An absolute URI, and no drive of Windows. */
    private static final Pattern URI_TEXT = Pattern.compile("(?s)[a-zA-Z][a-zA-Z0-9+.-]+:\\S.*");

    private InputContent() {}

    /** Opens the content, from its beginning. */
    @FunctionalInterface
    interface Stream {

        InputStream open() throws IOException;
    }

    /** The URL in a value, or null where the value has the content. */
    static @Nullable String url(Given given) {
        Object value = given.value();
        String text = value instanceof Artifact artifact
                ? artifact.url()
                : value instanceof CharSequence || value instanceof URI || value instanceof URL
                        ? value.toString()
                        : null;
        if (text != null && (!URI_TEXT.matcher(text).matches() || text.regionMatches(true, 0, "file:", 0, 5))) {
            throw new IllegalArgumentException(
                    "The input " + given.role()
                            + " is a text, but no URL of a provider or a web server: give a file as File, Path, stream or bytes");
        }
        return text;
    }

    static boolean isData(String url) {
        return DataUrl.is(url);
    }

    /**
     * The file.
     *
     * @param max how many bytes are copied of it at most
     * @return null where it is larger
     * @throws IllegalArgumentException when the value has no content, or it cannot be read
     */
    static @Nullable InputFile read(Exchange exchange, Given given, long max) {
        try {
            String url = url(given);
            if (url != null) {
                DataUrl data = DataUrl.read(url);
                return inMemory(given, data.content(), data.mediaType());
            }
            if (given.value() instanceof byte[] bytes) {
                return inMemory(given, bytes, given.mediaType());
            }
            Path file = onDisk(given.value());
            if (file != null) {
                if (!Files.isRegularFile(file)) {
                    throw new IOException("there is no such file");
                }
                return onDisk(given, file, String.valueOf(file.getFileName()));
            }
            Path copy = copied(exchange, given, max);
            return Files.size(copy) > max ? null : onDisk(given, copy, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("The input " + given.role() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputFile inMemory(Given given, byte[] bytes, @Nullable String declared) {
        String type = mediaType(declared, bytes, given.name());
        return InputFile.of(bytes, name(given, null, type), type);
    }

    private static InputFile onDisk(Given given, Path file, @Nullable String fileName) throws IOException {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(file)) {
            beginning = in.readNBytes(FileType.BEGINNING);
        }
        String type = mediaType(given.mediaType(), beginning, given.name() == null ? fileName : given.name());
        return InputFile.of(file, name(given, fileName, type), type);
    }

    private static @Nullable Path onDisk(Object value) {
        Object file = value instanceof WrappedFile<?> wrapped ? wrapped.getFile() : value;
        return file instanceof File local ? local.toPath() : file instanceof Path path ? path : null;
    }

    /** The copy of a value, which a redelivery finds again; also that there is none of a stream that failed. */
    private static Path copied(Exchange exchange, Given given, long max) throws IOException {
        Map<Object, SharedFile> copies = copies(exchange);
        Object source = given.value() instanceof WrappedFile<?> wrapped ? wrapped.getBody() : given.value();
        SharedFile known = copies.get(source);
        if (known != null && Files.exists(known.path())) {
            return known.path();
        }
        if (known != null) {
            throw new IOException("reading it failed before, and a stream can be read once");
        }
        Path file = Files.createTempFile(SpoolDirectory.of(exchange), "camel-genai-", ".input");
        SharedFile copy = SharedFile.of(file);
        copy.in(exchange);
        if (source instanceof InputStream && !(source instanceof StreamCache)) {
            copies.put(source, copy);
        }
        try (InputStream in = opened(exchange, given);
                OutputStream out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            long written = 0;
            for (int read = in.read(chunk); read >= 0 && written <= max; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                written += read;
            }
        } catch (IOException | RuntimeException e) {
            Files.delete(file);
            throw e;
        }
        if (source instanceof StreamCache cache) {
            cache.reset();
        }
        return file;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, SharedFile> copies(Exchange exchange) {
        Map<Object, SharedFile> copies = exchange.getProperty(COPIES, Map.class);
        if (copies == null) {
            copies = Collections.synchronizedMap(new IdentityHashMap<>());
            exchange.setProperty(COPIES, copies);
        }
        return copies;
    }

    private static InputStream opened(Exchange exchange, Given given) throws IOException {
        Object value = given.value();
        if (value instanceof Stream stream) {
            return stream.open();
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        }
        InputStream in = value instanceof InputStream stream
                ? stream
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, value);
        if (in == null) {
            throw new IOException("a value of type " + TextBody.typeOf(value)
                    + " is no file: give a URL, bytes, a File, a Path, a stream or an Artifact");
        }
        return in;
    }

    /** What the message says, else what the first bytes show, else what the extension says. */
    private static String mediaType(@Nullable String declared, byte[] content, @Nullable String name) {
        String said = declared == null
                ? ""
                : declared.replaceFirst("\\s*;.*", "").strip().toLowerCase(Locale.ROOT);
        if (!said.isEmpty() && !said.equals(UNKNOWN)) {
            return said.equals("image/jpg") ? "image/jpeg" : said;
        }
        FileType shown = FileType.ofContent(content);
        if (shown == null && name != null && name.lastIndexOf('.') >= 0) {
            shown = FileType.named(name.substring(name.lastIndexOf('.') + 1));
        }
        return shown == null ? UNKNOWN : shown.mediaType();
    }

    /** A name without a directory; the role where there is none. */
    private static String name(Given given, @Nullable String fileName, String mediaType) {
        String name = Objects.requireNonNullElse(given.name() == null ? fileName : given.name(), "");
        String plain = name.replaceFirst("(?s)^.*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "_");
        if (!plain.isBlank()) {
            return plain;
        }
        FileType type = FileType.named(mediaType);
        return given.role() + "." + (type == null ? "bin" : type.extension());
    }
}

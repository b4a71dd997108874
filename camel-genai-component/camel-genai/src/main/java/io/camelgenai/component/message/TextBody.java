package io.camelgenai.component.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;

/** Distinguishes a body that is text, of any library, from one that is a request object, or neither. */
final class TextBody {

    /** Their bytes have to be text in the charset of the exchange. */
    private static final List<Class<?>> BYTES = List.of(
            byte[].class,
            ByteBuffer.class,
            InputStream.class,
            WrappedFile.class,
            File.class,
            Path.class,
            GenerationStream.class);

    private static final List<Class<?>> TEXTS = List.of(
            CharSequence.class,
            char[].class,
            Reader.class,
            StreamCache.class,
            TextNode.class,
            Number.class,
            Boolean.class,
            Character.class,
            TemporalAccessor.class,
            Date.class,
            UUID.class,
            URI.class,
            URL.class);

    private static final List<Class<?>> NO_PROMPTS = List.of(Collection.class, Generation.class, GenerationEvent.class);

    private static final List<Class<?>> INTERFACES =
            List.of(List.class, Set.class, Map.class, Collection.class, Iterator.class, Stream.class);

    private TextBody() {}

    /**
     * Whether a body is text; otherwise it is a request object of the application.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static boolean isText(Object body, CamelContext context) {
        if (isAny(BYTES, body) || isAny(TEXTS, body)) {
            return true;
        }
        if (body instanceof Map || body instanceof JsonNode) {
            return false;
        }
        if (isAny(NO_PROMPTS, body)) {
            throw noPrompt(body);
        }
        if (context.getTypeConverterRegistry().lookup(String.class, body.getClass()) != null) {
            return true;
        }
        if (body.getClass().isArray() || isOfJdk(body)) {
            throw noPrompt(body);
        }
        return false;
    }

    private static boolean isAny(List<Class<?>> classes, Object body) {
        for (Class<?> each : classes) {
            if (each.isInstance(body)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a body consists of bytes, which are text in the charset of the exchange. */
    static boolean isBytes(Object body) {
        return isAny(BYTES, body);
    }

    /** A class of the JDK, or one that only extends such a class, as a thread of the application. */
    private static boolean isOfJdk(Object body) {
        return List.of("java.", "javax.", "sun.", "com.sun.", "jdk.").stream()
                        .anyMatch(body.getClass().getName()::startsWith)
                || body instanceof Thread;
    }

    /** The name of a type as users know it: the interface of a class that is not public. */
    static String typeOf(Object value) {
        Class<?> type = value.getClass();
        if (Modifier.isPublic(type.getModifiers()) || type.isArray()) {
            return type.getSimpleName();
        }
        return INTERFACES.stream()
                .filter(each -> each.isInstance(value))
                .findFirst()
                .map(Class::getSimpleName)
                .orElseGet(type::getSimpleName);
    }

    private static IllegalArgumentException noPrompt(Object body) {
        return new IllegalArgumentException("A body of type " + typeOf(body)
                + " is no prompt: set the body to a text, or to the provider's request object");
    }

    /**
     * The text of a body that is text.
     *
     * @throws IllegalArgumentException when its bytes are no text
     */
    static String read(Message message) throws InvalidPayloadException {
        Object body = message.getMandatoryBody();
        if (body instanceof TextNode node) {
            return node.textValue();
        }
        if (isAny(BYTES, body)) {
            return decoded(message);
        }
        String text = message.getMandatoryBody(String.class);
        if (isDecodedBinary(text, isAny(TEXTS, body))) {
            throw binary("text");
        }
        return text;
    }

    /**
     * Whether bytes that are no text were decoded to this one, by the application or by a converter: each byte that is none has
     * become the replacement character. That alone may be meant in a text of the application; binary data has zeros as well.
     */
    private static boolean isDecodedBinary(String text, boolean ofApplication) {
        return text.indexOf('\uFFFD') >= 0 && (!ofApplication || text.indexOf('\0') >= 0);
    }

    static IllegalArgumentException binary(String charset) {
        return new IllegalArgumentException("The body is binary data, and no " + charset
                + ": set the body to a text, or the exchange property CamelCharsetName to its charset");
    }

    private static String decoded(Message message) throws InvalidPayloadException {
        Exchange exchange = Objects.requireNonNull(message.getExchange());
        Charset charset = Charset.forName(ExchangeHelper.getCharsetName(exchange));
        try (InputStream in = message.getMandatoryBody(InputStream.class)) {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw binary("text in " + charset);
        } catch (IOException e) {
            throw new InvalidPayloadException(exchange, String.class, message, e);
        }
    }
}

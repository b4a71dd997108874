package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.generation.RawJsonModule;
import io.camelgenai.provider.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Converts generations, events and streams to the types that routes ask for. */
@Converter(generateLoader = true)
public final class GenAiConverters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper WITH_RAW = new ObjectMapper().registerModule(new RawJsonModule());
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private GenAiConverters() {}

    /** The neutral form, as JSON. */
    @Converter
    public static String toString(Generation generation, @Nullable Exchange exchange) throws JsonProcessingException {
        return mapper(exchange).writeValueAsString(generation);
    }

    /** The neutral form, as JSON in UTF-8. */
    @Converter
    public static byte[] toBytes(Generation generation, @Nullable Exchange exchange) throws JsonProcessingException {
        return toString(generation, exchange).getBytes(StandardCharsets.UTF_8);
    }

    /** The neutral form, as JSON in UTF-8. */
    @Converter
    public static InputStream toInputStream(Generation generation, @Nullable Exchange exchange)
            throws JsonProcessingException {
        return new ByteArrayInputStream(toBytes(generation, exchange));
    }

    /** The neutral form, as JSON. */
    @Converter
    public static Reader toReader(Generation generation, @Nullable Exchange exchange) throws JsonProcessingException {
        return new StringReader(toString(generation, exchange));
    }

    /** The neutral form. */
    @Converter
    public static JsonNode toJsonNode(Generation generation, @Nullable Exchange exchange) {
        return mapper(exchange).valueToTree(generation);
    }

    /** The neutral form. */
    @Converter
    public static Map<String, Object> toMap(Generation generation, @Nullable Exchange exchange) {
        return mapper(exchange).convertValue(generation, MAP);
    }

    /** The prompt, which providers repeat in their documents, is written only where a route asks for it. */
    private static ObjectMapper mapper(@Nullable Exchange exchange) {
        boolean raw = exchange != null
                && Boolean.TRUE.equals(exchange.getProperty(GenAiConstants.INCLUDE_RAW, Boolean.class));
        return raw ? WITH_RAW : JSON;
    }

    /** The data, exactly as received. */
    @Converter
    public static String toString(GenerationEvent event) {
        return event.data() == null ? "" : event.data();
    }

    /** The data, exactly as received, in UTF-8. */
    @Converter
    public static byte[] toBytes(GenerationEvent event) {
        return toString(event).getBytes(StandardCharsets.UTF_8);
    }

    /** The data, exactly as received, in UTF-8. */
    @Converter
    public static InputStream toInputStream(GenerationEvent event) {
        return new ByteArrayInputStream(toBytes(event));
    }

    /** The data, exactly as received. */
    @Converter
    public static Reader toReader(GenerationEvent event) {
        return new StringReader(toString(event));
    }

    /** The data, where it is JSON. */
    @Converter
    public static JsonNode toJsonNode(GenerationEvent event) throws JsonProcessingException {
        return event.data() == null ? MissingNode.getInstance() : JsonText.tree(event.data());
    }

    /** The text as UTF-8, as it arrives. */
    @Converter
    public static InputStream toInputStream(GenerationStream stream) {
        return new TextInputStream(stream);
    }

    /** The text as it arrives. */
    @Converter
    public static Reader toReader(GenerationStream stream) {
        return new InputStreamReader(toInputStream(stream), StandardCharsets.UTF_8);
    }

    /**
     * The whole text: waits for the end of the stream.
     *
     * @throws IOException when the text is incomplete
     */
    @Converter
    public static String toString(GenerationStream stream) throws IOException {
        return new String(toBytes(stream), StandardCharsets.UTF_8);
    }

    /**
     * The whole text as UTF-8: waits for the end of the stream.
     *
     * @throws IOException when the text is incomplete
     */
    @Converter
    public static byte[] toBytes(GenerationStream stream) throws IOException {
        return toInputStream(stream).readAllBytes();
    }
}

package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
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

/** Converts generations, events and streams to the types that routes ask for. */
@Converter(generateLoader = true)
public final class GenAiConverters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private GenAiConverters() {}

    /** The neutral form, as JSON. */
    @Converter
    public static String toString(Generation generation) throws JsonProcessingException {
        return JSON.writeValueAsString(generation);
    }

    /** The neutral form, as JSON in UTF-8. */
    @Converter
    public static byte[] toBytes(Generation generation) throws JsonProcessingException {
        return toString(generation).getBytes(StandardCharsets.UTF_8);
    }

    /** The neutral form, as JSON in UTF-8. */
    @Converter
    public static InputStream toInputStream(Generation generation) throws JsonProcessingException {
        return new ByteArrayInputStream(toBytes(generation));
    }

    /** The neutral form, as JSON. */
    @Converter
    public static Reader toReader(Generation generation) throws JsonProcessingException {
        return new StringReader(toString(generation));
    }

    /** The neutral form. */
    @Converter
    public static JsonNode toJsonNode(Generation generation) {
        return JSON.valueToTree(generation);
    }

    /** The neutral form. */
    @Converter
    public static Map<String, Object> toMap(Generation generation) {
        return JSON.convertValue(generation, MAP);
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

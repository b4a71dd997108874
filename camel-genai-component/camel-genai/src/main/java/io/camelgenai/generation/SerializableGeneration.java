package io.camelgenai.generation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.time.Instant;

/**
 * A generation within an exception: Java serialization writes it as JSON. {@link Generation} itself is not serializable, since
 * a JMS endpoint would then send it as a Java object and not as text.
 */
final class SerializableGeneration implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper DOUBLES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModule(new RawJsonModule())
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonMapper DECIMALS = DOUBLES.rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final transient Generation generation;

    SerializableGeneration(Generation generation) {
        this.generation = generation;
    }

    Generation get() {
        return generation;
    }

    private Object writeReplace() throws ObjectStreamException {
        try {
            String json = DOUBLES.writeValueAsString(generation);
            return new Document(json, !generation.equals(DOUBLES.readValue(json, Generation.class)));
        } catch (JsonProcessingException e) {
            throw invalid();
        }
    }

    private void readObject(ObjectInputStream in) throws ObjectStreamException {
        throw invalid();
    }

    /** Without a cause: the parser's message would quote the document. */
    private static InvalidObjectException invalid() {
        return new InvalidObjectException("The generation of an exception is not in its JSON form");
    }

    /**
     * The serialized form.
     *
     * @param json the neutral form of the generation
     * @param decimals whether the numbers of its raw document are exact decimals: a document read from a database has these,
     *     one read from a provider does not
     */
    private record Document(String json, boolean decimals) implements Serializable {

        private Object readResolve() throws ObjectStreamException {
            try {
                return new SerializableGeneration((decimals ? DECIMALS : DOUBLES).readValue(json, Generation.class));
            } catch (JsonProcessingException e) {
                throw invalid();
            }
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.parse(parser.getText());
        }
    }
}

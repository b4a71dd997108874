package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.BaseStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The requests in a body, one after the other: the elements of a list or an iterator, or the lines of JSONL. Not one is kept after the next
 * one was read.
 */
final class BatchLines implements Iterator<BatchLines.Line>, Closeable {

    private final Iterator<?> elements;
    private final @Nullable Closeable source;
    private final boolean areJson;
    private final CamelContext context;
    private final ObjectMapper json;
    private int number;

    /**
     * A request.
     *
     * @param number its number, from 1; that of the line in JSONL
     * @param prompt its prompt, or null where it is an object
     * @param object its object, or null where it is a prompt
     */
    record Line(
            int number, @Nullable String prompt, @Nullable ObjectNode object) {

        /** An error in this line, whose content is not repeated. */
        IllegalArgumentException problem(String what) {
            return new IllegalArgumentException("Line " + number + " of the batch " + what);
        }
    }

    private BatchLines(
            Iterator<?> elements,
            @Nullable Closeable source,
            boolean areJson,
            CamelContext context,
            ObjectMapper json) {
        this.elements = elements;
        this.source = source;
        this.areJson = areJson;
        this.context = context;
        this.json = json;
    }

    /**
     * The requests in the body of a message.
     *
     * @param textIsJson whether a text in a list is JSON, and not a prompt
     * @throws IllegalArgumentException when it is none of these forms
     */
    static BatchLines of(Message message, CamelContext context, ObjectMapper json, boolean textIsJson)
            throws InvalidPayloadException {
        Object body = message.getBody();
        Iterator<?> elements = elements(body);
        if (elements != null) {
            return new BatchLines(
                    elements, body instanceof Closeable source ? source : null, textIsJson, context, json);
        }
        if (body == null || !TextBody.isText(body, context)) {
            throw new IllegalArgumentException(
                    (body == null ? "The body is empty" : "A body of type " + TextBody.typeOf(body) + " is no batch")
                            + ": set it to a List or an Iterator of requests, or to JSONL as text, file or stream");
        }
        TextLines lines = TextLines.of(message);
        return new BatchLines(lines, lines, true, context, json);
    }

    private static @Nullable Iterator<?> elements(@Nullable Object body) {
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (body instanceof Object[] array) {
            return Arrays.asList(array).iterator();
        }
        if (body instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        boolean isOne = body instanceof JsonNode node && !node.isArray();
        return body instanceof Iterable<?> iterable && !isOne && !(body instanceof Path) ? iterable.iterator() : null;
    }

    @Override
    public boolean hasNext() {
        return elements.hasNext();
    }

    /** @throws IllegalArgumentException when it is no request */
    @Override
    public Line next() {
        Object element = elements.next();
        number = elements instanceof TextLines lines ? lines.number() : number + 1;
        Object content =
                element instanceof Exchange exchange ? exchange.getMessage().getBody() : element;
        Object value = content instanceof Message message ? message.getBody() : content;
        Line line = new Line(number, null, null);
        if (value == null) {
            throw line.problem("is null");
        }
        if (value instanceof JsonNode node && node.isTextual()) {
            return prompt(node.textValue());
        }
        if (value instanceof JsonNode || !TextBody.isText(value, context)) {
            return object(json.valueToTree(value));
        }
        String text = context.getTypeConverter().convertTo(String.class, value);
        if (text == null) {
            throw line.problem("is of type " + TextBody.typeOf(value) + ", which is no text");
        }
        return areJson ? parsed(text) : prompt(text);
    }

    private Line prompt(String text) {
        Line line = new Line(number, text, null);
        if (text.isBlank()) {
            throw line.problem("has no prompt");
        }
        return line;
    }

    private Line object(JsonNode tree) {
        if (tree instanceof ObjectNode object && !object.isEmpty()) {
            return new Line(number, null, object);
        }
        throw new Line(number, null, null).problem("is no request: it is neither a text nor an object with a field");
    }

    /** The parser's own message would quote the line. */
    private Line parsed(String text) {
        try {
            JsonNode tree = json.readTree(text);
            return tree.isTextual() ? prompt(tree.textValue()) : object(tree);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", at column " + e.getLocation().getColumnNr();
            throw new Line(number, null, null)
                    .problem("is no JSON" + where
                            + ": a text body is JSONL, one request as JSON in each line; prompts go into a List");
        }
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}

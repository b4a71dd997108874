package io.camelgenai.component.message;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** The lines of a text that are not blank. Only one of them is in memory. */
final class TextLines implements Iterator<String>, Closeable {

    /** No request is longer; a text without line breaks would fill the memory. */
    private static final int MAX_LINE = 64 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final String charset;
    private final char[] buffer = new char[16 * 1024];
    private int position;
    private int limit;
    private @Nullable String next;
    private int read;
    private int number;

    private TextLines(Reader reader, String charset) {
        this.reader = reader;
        this.charset = charset;
    }

    /** Those of the body of a message. */
    static TextLines of(Message message) throws InvalidPayloadException {
        Object body = message.getMandatoryBody();
        if (!TextBody.isBytes(body)) {
            return new TextLines(message.getMandatoryBody(Reader.class), "text");
        }
        Exchange exchange = Objects.requireNonNull(message.getExchange());
        Charset charset = Charset.forName(ExchangeHelper.getCharsetName(exchange));
        InputStream in = message.getMandatoryBody(InputStream.class);
        return new TextLines(new InputStreamReader(in, charset.newDecoder()), "text in " + charset);
    }

    /** The number of the last line that was returned, from 1; blank lines count. */
    int number() {
        return number;
    }

    /** @throws IllegalArgumentException when the text is none, or has a line that is too long */
    @Override
    public boolean hasNext() {
        while (next == null || next.isBlank()) {
            try {
                next = line();
            } catch (CharacterCodingException e) {
                throw TextBody.binary(charset);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (next == null) {
                return false;
            }
            read++;
        }
        return true;
    }

    @Override
    public String next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        String line = next;
        next = null;
        number = read;
        return line;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = null;
        while (position < limit || fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            line = line == null ? new StringBuilder(end - position) : line;
            line.append(buffer, position, end - position);
            if (line.length() > MAX_LINE) {
                throw new IllegalArgumentException("Line " + (read + 1) + " of the batch is longer than " + MAX_LINE
                        + " characters: JSONL has one request in each line");
            }
            position = end + 1;
            if (end < limit) {
                break;
            }
        }
        boolean isMarked = line != null && read == 0 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK;
        return line == null ? null : isMarked ? line.substring(1) : line.toString();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, reader.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

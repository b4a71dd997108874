package io.camelgenai.examples.gettingstarted;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** Reads the prompts of a file, one at a time: each line of a text, or the column {@code Prompt} of a table. */
public final class PromptFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * The prompts of a file, without empty ones. The file is closed after the last one.
     *
     * @throws IllegalArgumentException when a table has no column {@code Prompt}
     */
    public Iterator<String> prompts(@Body File file) throws IOException {
        BufferedReader in = Files.newBufferedReader(file.toPath());
        try {
            in.mark(1);
            if (in.read() != BYTE_ORDER_MARK) {
                in.reset();
            }
            boolean table = file.getName().toLowerCase(Locale.ROOT).endsWith(".tsv");
            return new Prompts(in, table ? column(file, new Tsv(in)) : BufferedReader::readLine);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static Source column(File file, Tsv table) throws IOException {
        List<String> header = table.next();
        List<String> names = header == null
                ? List.of()
                : header.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        int column = names.indexOf("prompt");
        if (column < 0) {
            throw new IllegalArgumentException(file.getName() + " has no column Prompt in its first line");
        }
        Function<List<String>, String> cell = row -> column < row.size() ? row.get(column) : "";
        return in -> {
            List<String> row = table.next();
            return row == null ? null : cell.apply(row);
        };
    }

    private interface Source {
        @Nullable
        String next(BufferedReader in) throws IOException;
    }

    private static final class Prompts implements Iterator<String> {

        private final BufferedReader in;
        private final Source source;
        private @Nullable String next;
        private boolean exhausted;

        Prompts(BufferedReader in, Source source) {
            this.in = in;
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && !exhausted) {
                    String found = source.next(in);
                    exhausted = found == null;
                    next = found == null || found.isBlank() ? null : found.strip();
                    if (exhausted) {
                        in.close();
                    }
                }
                return next != null;
            } catch (IOException e) {
                throw new UncheckedIOException("The prompts cannot be read; they must be UTF-8", e);
            }
        }

        @Override
        public String next() {
            String prompt = hasNext() ? next : null;
            if (prompt == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return prompt;
        }
    }
}

package io.camelgenai.examples.gettingstarted;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Keeps what the routes tell, and knows when all is done: every file read, and every generation ended. Thread-safe. */
public final class Album {

    private record Begun(String prompt, Instant at) {}

    private final InstantSource clock;
    private final String model;
    private final Map<String, Begun> begun = new HashMap<>();
    private final Map<String, Picture> pictures = new HashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int filesLeft;

    /**
     * An empty album.
     *
     * @param files how many files with prompts are to be read
     */
    Album(InstantSource clock, String model, int files) {
        this.clock = clock;
        this.model = model;
        this.filesLeft = files;
    }

    /** A prompt was read; what is returned names it from here on. */
    public synchronized String begin(@Body String prompt) {
        String number = String.format("%03d", begun.size() + 1);
        begun.put(number, new Begun(prompt, clock.instant()));
        return number;
    }

    /** A file was read to its end. */
    public synchronized void fileRead() {
        filesLeft--;
        completeIfDone();
    }

    /** A generation ended, and its picture, if there is one, is in the file. */
    public void ended(
            @ExchangeProperty("generation") Generation generation,
            @Header(GenAiConstants.CORRELATION_ID) String number,
            @Header(Exchange.FILE_NAME) @Nullable String file) {
        GenerationError error = generation.error();
        String reason = error == null ? null : Objects.requireNonNullElse(error.message(), error.code());
        add(number, generation, file == null ? null : "pictures/" + file, file == null ? reason : null);
    }

    /** The address of a picture was not good any more. */
    public void expired(
            @ExchangeProperty("generation") Generation generation,
            @Header(GenAiConstants.CORRELATION_ID) String number) {
        add(
                number,
                generation,
                null,
                "The host of the files answered 403: signed addresses live for an hour or less. Ask for a fresh one with"
                        + " genai:llmstats?operation=get&generationId=" + generation.id() + ", and download again");
    }

    /** A file could not be read, a generation not be created, or a picture not be downloaded. */
    public synchronized void failed(
            @ExchangeException Exception failure,
            @ExchangeProperty("generation") @Nullable Generation generation,
            @Header(GenAiConstants.CORRELATION_ID) @Nullable String number,
            @Header(Exchange.FILE_NAME) @Nullable String file) {
        String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (number == null) {
            unread.add(file + ": " + reason);
            fileRead();
        } else {
            add(number, generation, null, reason);
        }
    }

    private synchronized void add(
            String number, @Nullable Generation generation, @Nullable String file, @Nullable String reason) {
        Begun begin = Objects.requireNonNull(begun.get(number), "A generation that nobody began");
        pictures.put(
                number,
                new Picture(
                        number,
                        begin.prompt(),
                        generation == null || generation.model() == null ? model : generation.model(),
                        generation == null ? "NOT CREATED" : generation.status().name(),
                        time(begin, generation),
                        generation == null ? null : generation.usage().costUsd(),
                        file,
                        file == null && reason == null ? "No reason was given" : reason));
        completeIfDone();
    }

    /** The provider's own times where it tells them, so that our queue is not laid to its charge. */
    private Duration time(Begun begin, @Nullable Generation generation) {
        Instant created = generation == null ? null : generation.createdAt();
        Instant completed = generation == null ? null : generation.completedAt();
        return created == null || completed == null
                ? Duration.between(begin.at(), clock.instant())
                : Duration.between(created, completed);
    }

    private void completeIfDone() {
        if (filesLeft == 0 && pictures.size() == begun.size()) {
            done.complete(null);
        }
    }

    /** Completes when all is done. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** The pictures so far, by number. */
    synchronized List<Picture> pictures() {
        return pictures.values().stream()
                .sorted(Comparator.comparingInt(picture -> Integer.parseInt(picture.number())))
                .toList();
    }

    /** The files that could not be read, with the reasons. */
    synchronized List<String> unread() {
        return List.copyOf(unread);
    }
}

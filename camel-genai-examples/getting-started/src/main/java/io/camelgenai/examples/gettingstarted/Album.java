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

/**
 * Collects the results of the routes, and completes when every file is read and every generation is terminal.
 * Thread-safe.
 */
public final class Album {

    private record Started(String prompt, Instant at) {}

    private final InstantSource clock;
    private final String model;
    private final Map<String, Started> started = new HashMap<>();
    private final Map<String, Picture> pictures = new HashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int filesLeft;

    /**
     * An empty album.
     *
     * @param files the number of files with prompts
     */
    Album(InstantSource clock, String model, int files) {
        this.clock = clock;
        this.model = model;
        this.filesLeft = files;
    }

    /** Adds a prompt that was read, and returns its number. */
    public synchronized String add(@Body String prompt) {
        String number = String.format("%03d", started.size() + 1);
        started.put(number, new Started(prompt, clock.instant()));
        return number;
    }

    /** Records that a file was read completely. */
    public synchronized void fileRead() {
        filesLeft--;
        completeIfDone();
    }

    /** Records a terminal generation; the file contains its picture, if there is one. */
    public void completed(
            @ExchangeProperty("generation") Generation generation,
            @Header(GenAiConstants.CORRELATION_ID) String number,
            @Header(Exchange.FILE_NAME) @Nullable String file) {
        GenerationError error = generation.error();
        String reason = error == null ? null : Objects.requireNonNullElse(error.message(), error.code());
        addPicture(number, generation, file == null ? null : "pictures/" + file, file == null ? reason : null);
    }

    /** Records that a file could not be read, a generation not created, or a picture not downloaded. */
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
            addPicture(number, generation, null, reason);
        }
    }

    private synchronized void addPicture(
            String number, @Nullable Generation generation, @Nullable String file, @Nullable String reason) {
        Started start = Objects.requireNonNull(started.get(number), "The generation has no prompt");
        pictures.put(
                number,
                new Picture(
                        number,
                        start.prompt(),
                        generation == null || generation.model() == null ? model : generation.model(),
                        generation == null ? "NOT CREATED" : generation.status().name(),
                        time(start, generation),
                        generation == null ? null : generation.usage().costUsd(),
                        file,
                        file == null && reason == null ? "No reason was given" : reason));
        completeIfDone();
    }

    /** Uses the provider's own timestamps where it reports them, since they exclude our queue. */
    private Duration time(Started start, @Nullable Generation generation) {
        Instant created = generation == null ? null : generation.createdAt();
        Instant completed = generation == null ? null : generation.completedAt();
        return created == null || completed == null
                ? Duration.between(start.at(), clock.instant())
                : Duration.between(created, completed);
    }

    private void completeIfDone() {
        if (filesLeft == 0 && pictures.size() == started.size()) {
            done.complete(null);
        }
    }

    /** Completes when every file is read and every generation is terminal. */
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

package io.camelgenai.examples.quarkus;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Who has sent a request, and receives its answer while it is generated. Every write waits until the connection has taken it, so
 * that a slow caller slows the provider down and fills no memory. It may wait: not for an event loop.
 */
final class Caller {

    private static final int CHUNK = 65_536;

    private final HttpServerResponse response;
    private final boolean events;
    private volatile boolean gone;

    Caller(RoutingContext context) {
        response = context.response();
        String accept = context.request().getHeader("Accept");
        events = accept != null && accept.contains("text/event-stream");
    }

    /** Whether it has disconnected. */
    boolean isGone() {
        return gone || response.closed();
    }

    /** Names the provider in a header of the answer. */
    void answeredBy(@Nullable String offer) {
        if (offer != null && !response.headWritten()) {
            response.putHeader("Gateway-Provider", Offers.provider(offer));
        }
    }

    // tag::copy[]
    /**
     * Writes the text while it is generated. When the caller disconnects, the stream is closed, also while the provider sends
     * nothing. Before the first piece of text every failure can still become a status.
     */
    void copy(GenerationStream stream) {
        response.closeHandler(closed -> {
            gone = true;
            stream.close();
        });
        gone = gone || response.closed();
        try (stream) {
            while (!gone && stream.hasNext()) {
                write(stream.next());
            }
        } catch (GenAiException e) {
            if (!gone) {
                throw e;
            }
        }
    }

    private void write(GenerationEvent event) {
        if (event.type() == GenerationEventType.TEXT && event.text() != null) {
            begin();
            send(events ? event("text", new JsonObject().put("text", event.text())) : Buffer.buffer(event.text()));
        } else if (event.isTerminal()) {
            end(event);
        }
    }
    // end::copy[]

    /** Plain text has no other way to show that it is not whole than to be cut; events have the status. */
    private void end(GenerationEvent event) {
        Generation generation = Objects.requireNonNull(event.generation());
        boolean isResult = generation.status() == GenerationStatus.COMPLETED || (events && generation.error() == null);
        if (!isResult) {
            throw new GenerationFailedException(generation);
        }
        begin();
        if (events) {
            send(event(
                    "done",
                    new JsonObject()
                            .put("status", generation.status().name())
                            .put("finishReason", generation.finishReason())));
        }
        await(response.end());
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", events ? "text/event-stream" : "text/plain; charset=utf-8")
                    .putHeader("X-Accel-Buffering", "no");
        }
    }

    private static Buffer event(String name, JsonObject data) {
        return Buffer.buffer("event: " + name + "\ndata: " + data.encode() + "\n\n");
    }

    /** Accepts a picture: the answer has its id. */
    void accept(String offer, Generation generation) {
        String id = PictureId.of(offer, generation).toString();
        response.setStatusCode(202).putHeader("Location", "/pictures/" + id);
        show(id, generation);
    }

    /** Answers with the state of a picture. */
    void show(String id, Generation generation) {
        JsonObject document = new JsonObject()
                .put("id", id)
                .put("status", generation.status().name())
                .put("provider", generation.provider());
        if (generation.progress() != null) {
            document.put("progress", generation.progress());
        }
        if (generation.queuePosition() != null) {
            document.put("queuePosition", generation.queuePosition());
        }
        if (generation.status() == GenerationStatus.COMPLETED) {
            document.put("file", "/pictures/" + id + "/file");
        }
        if (generation.error() != null) {
            document.put("error", generation.error().message());
        }
        response.putHeader("Content-Type", "application/json");
        await(response.end(document.encode()));
    }

    /** Writes a file of a known length. */
    void file(InputStream file, String contentType, long length) throws IOException {
        response.putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Long.toString(length))
                .putHeader("X-Content-Type-Options", "nosniff");
        response.closeHandler(closed -> gone = true);
        for (byte[] chunk = file.readNBytes(CHUNK); chunk.length > 0 && !gone; chunk = file.readNBytes(CHUNK)) {
            send(Buffer.buffer(chunk));
        }
        await(response.end());
    }

    private void send(Buffer piece) {
        await(response.write(piece));
    }

    private void await(Future<Void> write) {
        try {
            write.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            gone = true;
        }
    }

    // tag::fail[]
    /**
     * Answers with a problem. Where a part of the answer is sent already, events have one more that says so, and plain text is
     * cut: the connection closes before the answer is complete.
     */
    void fail(Problem problem) {
        if (gone || response.ended()) {
            return;
        }
        if (!response.headWritten()) {
            problem.answer(response);
            return;
        }
        if (events) {
            send(event("error", problem.json()));
            await(response.end());
        } else {
            response.reset();
        }
    }
    // end::fail[]
}

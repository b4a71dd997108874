package io.camelgenai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.StreamMapping;
import io.camelgenai.sse.ServerSentEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the answers to creates, each for what it is: a document, or a stream, whatever was asked for. Thread-safe. */
final class CreateReplies {

    private final ProviderDescriptor descriptor;
    private final Documents documents;

    /** Null where no frame of the provider has text, so that no document needs to be read as a frame. */
    private final @Nullable StreamMapping textFrames;

    CreateReplies(Documents documents) {
        this.descriptor = documents.descriptor();
        this.documents = documents;
        StreamMapping frames = descriptor.frames();
        this.textFrames = frames.hasText() ? frames : null;
    }

    /** The request has been sent: whatever fails now, a generation may have been created. */
    CreateReply reply(CreateRequest request, EventStream answer) {
        try {
            return interpreted(request, answer);
        } catch (RuntimeException | StackOverflowError e) {
            answer.close();
            throw documents.bugs().failure("Reading the answer to a create", Where.provider(descriptor.name()), e);
        }
    }

    /** Reads an answer for what it is: it is paid for. */
    private CreateReply interpreted(CreateRequest request, EventStream answer) {
        String text = answer.text();
        if (text == null) {
            return new CreateReply.Events(answer);
        }
        JsonNode list = Transport.json(text);
        JsonNode document = list.isArray() && list.size() == 1 ? list.get(0) : list;
        Generation before =
                Generation.of(descriptor.name()).model(request.model()).build();
        Generation seen = document.isObject() ? documents.read(document, before) : before;
        boolean isOfGeneration = seen.id() != null || seen.providerStatus() != null;
        if (!isOfGeneration && descriptor.errors().isRejection(document)) {
            throw answer.error(text);
        }
        boolean lacksOutput = Objects.requireNonNullElse(seen.text(), "").isEmpty()
                && seen.toolCalls().isEmpty()
                && seen.reasoning() == null;
        if (textFrames != null && lacksOutput && areFrames(textFrames, answer, list, text)) {
            return new CreateReply.Events(answer);
        }
        boolean succeeded = false;
        try {
            Generation created = created(seen, text.isBlank() ? List.of() : List.of(text), null);
            succeeded = created.status() != GenerationStatus.FAILED;
            return new CreateReply.Whole(created);
        } finally {
            answer.release(succeeded);
        }
    }

    /** A stream of lines may have a single one, and all frames may come as one list. */
    private static boolean areFrames(StreamMapping frames, EventStream answer, JsonNode list, String text) {
        if (list.isArray()) {
            boolean haveText = StreamSupport.stream(list.spliterator(), false)
                    .anyMatch(each -> isFrameWithText(frames, each.toString()));
            if (haveText) {
                answer.readElements(list);
            }
            return haveText;
        }
        boolean hasText = isFrameWithText(frames, text.strip());
        if (hasText) {
            answer.readLines();
        }
        return hasText;
    }

    private static boolean isFrameWithText(StreamMapping frames, String line) {
        try {
            String piece = line.indexOf('\n') >= 0
                    ? null
                    : frames.interpret(ServerSentEvent.DEFAULT_EVENT, line).text();
            return piece != null && !piece.isEmpty();
        } catch (JsonProcessingException noFrame) {
            return false;
        }
    }

    /**
     * The generation that an answer to a create shows, with its id, or with one of ours.
     *
     * @see ProviderClient#created
     */
    Generation created(Generation seen, List<String> answered, @Nullable GenAiException cut) {
        return new CreateAnswer(descriptor, documents.secret()).generation(seen, answered, cut);
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can be asked to do.
 *
 * @param create creates a generation and answers with its id at once
 * @param createStream creates a generation and answers with its event stream, or null
 * @param get asks for the present state, or null
 * @param hold asks for the state and waits for a terminal one on the provider's side, or null
 * @param stream opens the event stream of a generation by id, or null
 * @param cancel cancels a generation, or null
 * @param delete deletes a generation, or null
 * @param list asks for generations that were created lately, or null
 */
public record ProviderOperations(
        Create create,
        @Nullable CreateStream createStream,
        @Nullable CallTemplate get,
        @Nullable LongPoll longPoll,
        @Nullable Attach stream,
        @Nullable CallTemplate cancel,
        @Nullable CallTemplate delete,
        @Nullable Listing list) {

    static ProviderOperations read(DescriptorSection section) {
        ProviderOperations calls = new ProviderOperations(
                section.section("create", Create::read),
                section.optionalSection("createStream", CreateStream::read),
                section.optionalSection("get", ProviderOperations::byId),
                section.optionalSection("await", LongPoll::read),
                section.optionalSection("stream", Attach::read),
                section.optionalSection("cancel", ProviderOperations::byId),
                section.optionalSection("delete", ProviderOperations::byId),
                section.optionalSection("list", Listing::read));
        if (calls.longPoll != null && calls.get == null) {
            throw section.problem("await", "a provider with a long poll also needs 'get'");
        }
        return calls;
    }

    private static CallTemplate byId(DescriptorSection section) {
        return CallTemplate.read(section).requireVariable(CallTemplate.ID, section);
    }

    /** Whether there is an event stream, however it is opened. */
    public boolean streams() {
        return stream != null || createStream != null;
    }

    /** Whether a generation can be looked at, or its stream opened, by its id. */
    public boolean observesById() {
        return get != null || stream != null;
    }

    /**
     * The creation of a generation.
     *
     * @param call the call
     * @param repeat how it may be sent again without making a second generation, or null when it may not
     * @param held how long the provider may hold its answer, since it comes with the end; null where it comes at once
     */
    public record Create(
            CallTemplate call,
            @Nullable Idempotency idempotency,
            @Nullable Duration maxWait) {

        static Create read(DescriptorSection section) {
            CallTemplate call = CallTemplate.read(section);
            if (call.repeatable()) {
                throw section.problem("call", "a create is never repeatable; see 'idempotency'");
            }
            Idempotency repeat =
                    section.renamed("onceBy", "idempotency").optionalSection("idempotency", Idempotency::read);
            return new Create(
                    repeat == null ? call : call.requireVariable(CallTemplate.CLIENT_ID, section),
                    repeat,
                    section.renamed("holds", "maxWait").optionalDuration("maxWait"));
        }
    }

    /**
     * The creation of a generation whose answer is its event stream.
     *
     * @param call the call
     * @param refusals codes, or status codes, by which the provider says that this model does not stream
     */
    public record CreateStream(CallTemplate call, Set<String> fallbackOn) {

        static CreateStream read(DescriptorSection section) {
            CallTemplate call = CallTemplate.read(section);
            if (call.repeatable()) {
                throw section.problem("call", "a create is never repeatable");
            }
            return new CreateStream(
                    call, section.renamed("unless", "fallbackOn").words("fallbackOn"));
        }

        /** Whether this answer says that the model has to be created without a stream. */
        public boolean isFallbackOn(int status, @Nullable String code) {
            return fallbackOn.contains(Integer.toString(status)) || (code != null && fallbackOn.contains(code));
        }
    }

    /**
     * A list of generations.
     *
     * @param call the call
     * @param each where each generation stands in the answer
     */
    public record Listing(CallTemplate call, JsonPaths items) {

        static Listing read(DescriptorSection section) {
            section.renamed("each", "items").require("items");
            return new Listing(CallTemplate.read(section), section.paths("items"));
        }

        /** The documents of the generations in this answer. */
        public List<JsonNode> in(JsonNode answer) {
            List<JsonNode> found = new ArrayList<>();
            items.all(answer).forEach(place -> (place.isArray() ? place : List.of(place)).forEach(found::add));
            return found;
        }
    }

    /**
     * A held request.
     *
     * @param call the call, with {@code {seconds}} for how long it is held
     * @param longest the longest hold that the provider grants
     */
    public record LongPoll(CallTemplate call, Duration maxWait) {

        static LongPoll read(DescriptorSection section) {
            Duration longest = section.renamed("holds", "maxWait").optionalDuration("maxWait");
            if (longest == null) {
                throw section.problem("maxWait", "missing: how long does the provider wait with its answer?");
            }
            return new LongPoll(byId(section).requireVariable(CallTemplate.SECONDS, section), longest);
        }
    }

    /**
     * A stream that is opened by the id of its generation.
     *
     * @param call the call
     * @param replay what a new stream begins with
     * @param resume how it is opened again after a certain event, or null where it can not
     */
    public record Attach(
            CallTemplate call, Replay replay, @Nullable Resume resume) {

        static Attach read(DescriptorSection section) {
            Replay replay = section.optionalWord("replays", Replay.class);
            CallTemplate call = byId(section);
            return new Attach(
                    call,
                    replay == null ? Replay.NOTHING : replay,
                    section.optionalSection("resumes", resume -> Resume.read(resume, call)));
        }
    }

    /**
     * How a stream is opened again after a certain event.
     *
     * @param after what names that event
     * @param call the call, with {@code {cursor}} where a query parameter takes the name
     * @param header the header that takes it, or null
     */
    public record Resume(
            Cursor after, CallTemplate call, @Nullable String header) {

        static Resume read(DescriptorSection section, CallTemplate call) {
            Cursor after = section.word("after", Cursor.class);
            String header = section.optionalText("header");
            String query = section.optionalText("query");
            if ((header == null) == (query == null)) {
                throw section.problem("after", "expected one place for it, 'query' or 'header'");
            }
            return new Resume(after, query == null ? call : call.withQuery(query, CallTemplate.CURSOR), header);
        }
    }

    /** What names an event, so that a stream can go on after it. */
    public enum Cursor {
        /** The number that the provider gives its frames, {@code stream/sequence}. */
        SEQUENCE,
        /** The id line of the frame. */
        ID
    }

    /** What a stream that is opened again begins with. */
    public enum Replay {
        /** With the first event of the generation. */
        ALL,
        /** With what happens next. */
        NOTHING
    }

    /**
     * A way to send a create again that the provider documents.
     *
     * @param within how long after the first time
     */
    public record Idempotency(Duration duration) {

        private static final String BY = "clientId";

        static Idempotency read(DescriptorSection section) {
            String by = section.renamed("id", "by").renamed("within", "for").text("by");
            Duration within = section.optionalDuration("for");
            if (!by.equals(BY) || within == null) {
                throw section.problem("by", "expected '{ by: clientId, for: DURATION }'");
            }
            return new Idempotency(within);
        }
    }
}

package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.provider.CreateOperations.Create;
import io.camelgenai.provider.CreateOperations.CreateStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a provider's API. An operation that is null does not exist at this provider.
 *
 * @param create creates a generation and returns its id, or its result, in a document
 * @param createStream creates a generation and returns its event stream
 * @param get returns the present state
 * @param pollInterval the shortest time between two polls that the provider allows; zero where it names none
 * @param maxPollInterval the longest time between two polls, to which it grows with the time that a generation takes
 * @param result returns the result of a generation whose state says that it is complete, or null where the state contains it
 * @param longPoll returns the state, and waits for a terminal one on the provider's side
 * @param stream opens the event stream of a generation by id
 * @param cancel cancels a generation
 * @param delete deletes a generation
 * @param list lists generations that were created lately
 */
public record ProviderOperations(
        Create create,
        @Nullable CreateStream createStream,
        @Nullable CallTemplate get,
        Duration pollInterval,
        Duration maxPollInterval,
        @Nullable ResultCall result,
        @Nullable LongPoll longPoll,
        @Nullable Attach stream,
        @Nullable Cancel cancel,
        @Nullable CallTemplate delete,
        @Nullable Listing list) {

    /** As long as somebody waits for a text or a picture. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(15);

    static ProviderOperations read(DescriptorSection section) {
        ProviderOperations operations = new ProviderOperations(
                section.section("create", Create::read),
                section.optionalSection("createStream", CreateStream::read),
                section.optionalSection("get", ProviderOperations::callById),
                Objects.requireNonNullElse(section.optionalDuration("pollInterval"), Duration.ZERO),
                Objects.requireNonNullElse(section.optionalDuration("maxPollInterval"), MAX_POLL_INTERVAL),
                section.optionalSection("result", ResultCall::read),
                section.optionalSection("await", LongPoll::read),
                section.optionalSection("stream", Attach::read),
                section.optionalSection("cancel", Cancel::read),
                section.optionalSection("delete", ProviderOperations::repeatableById),
                section.optionalSection("list", Listing::read));
        if (operations.longPoll != null && operations.get == null) {
            throw section.problem("await", "a provider with a long poll also needs 'get'");
        }
        if (operations.result != null && operations.get == null) {
            throw section.problem("result", "a provider whose result has a call of its own also needs 'get'");
        }
        if (operations.cancel != null && operations.cancel.deletes() && operations.get == null) {
            throw section.problem("cancel/deletes", "needs 'get', which shows whether there is anything to cancel");
        }
        return operations;
    }

    private static CallTemplate callById(DescriptorSection section) {
        return CallReader.of(section, CallTemplate.ID, CallTemplate.MODEL).requireVariable(CallTemplate.ID, section);
    }

    private static CallTemplate repeatableById(DescriptorSection section) {
        return CallReader.repeatable(section, CallTemplate.ID, CallTemplate.MODEL)
                .requireVariable(CallTemplate.ID, section);
    }

    private Stream<CallTemplate> calls() {
        Stream<CallTemplate> others = Stream.of(
                        get,
                        result == null ? null : result.call(),
                        longPoll == null ? null : longPoll.call(),
                        stream == null ? null : stream.call(),
                        stream == null || stream.resume() == null
                                ? null
                                : stream.resume().call(),
                        cancel == null ? null : cancel.call(),
                        delete,
                        list == null ? null : list.call())
                .filter(Objects::nonNull);
        Stream<CallTemplate> creates =
                createStream == null ? create.calls() : Stream.concat(create.calls(), createStream.calls());
        return Stream.concat(creates, others);
    }

    /** The query parameters that these calls set. */
    public Set<String> queryParameters() {
        return calls().flatMap(call -> call.query().keySet().stream()).collect(Collectors.toSet());
    }

    /** The paths of the URLs in a document about a generation that these calls use. */
    List<JsonPath> links() {
        return calls().flatMap(CallTemplate::links).distinct().toList();
    }

    /** The parameters of the caller that the creates put elsewhere than in the body. */
    Set<String> callParams() {
        return calls().flatMap(call -> call.variables().stream())
                .filter(variable -> variable.startsWith(CallTemplate.PARAM))
                .map(variable -> variable.substring(CallTemplate.PARAM.length()))
                .collect(Collectors.toSet());
    }

    /** The calls about one generation, by their keys in the descriptor. */
    Stream<String> keysById() {
        Map<String, Optional<?>> calls = new LinkedHashMap<>();
        calls.put("get", Optional.ofNullable(get));
        calls.put("stream", Optional.ofNullable(stream));
        calls.put("cancel", Optional.ofNullable(cancel));
        calls.put("delete", Optional.ofNullable(delete));
        return calls.entrySet().stream()
                .filter(call -> call.getValue().isPresent())
                .map(Map.Entry::getKey);
    }

    /** Whether a call that creates, or one about a generation, names the model. */
    boolean hasModelInUrl() {
        return calls().anyMatch(call -> call.variables().contains(CallTemplate.MODEL)
                && (createStream == null
                        || createStream.onlyIf() == null
                        || call != createStream.onlyIf().call()));
    }

    /** Whether there is an event stream, opened by id or by the create. */
    public boolean hasStream() {
        return stream != null || createStream != null;
    }

    /** Whether a generation can be polled, or its stream opened, by its id. */
    public boolean isObservableById() {
        return get != null || stream != null;
    }

    /**
     * A long poll: a GET that the provider answers when the generation is terminal, or after the wait.
     *
     * @param call the call, with {@code {seconds}} for the wait
     * @param maxWait the longest wait that the provider grants
     */
    public record LongPoll(CallTemplate call, Duration maxWait) {

        static LongPoll read(DescriptorSection section) {
            section.renamed("holds", "maxWait");
            Duration maxWait = section.optionalDuration("maxWait");
            if (maxWait == null) {
                throw section.problem("maxWait", "missing: the longest wait that the provider grants");
            }
            CallTemplate call = CallReader.of(section, CallTemplate.ID, CallTemplate.MODEL, CallTemplate.SECONDS)
                    .requireVariable(CallTemplate.ID, section)
                    .requireVariable(CallTemplate.SECONDS, section);
            return new LongPoll(call, maxWait);
        }
    }

    /**
     * A call that returns the result of a generation whose state says that it is complete, and nothing of it.
     *
     * @param call the call, which may contain values of that state
     * @param failedOn the status codes by which it says that the generation failed
     */
    public record ResultCall(CallTemplate call, Set<String> failedOn) {

        static ResultCall read(DescriptorSection section) {
            CallTemplate call = CallReader.afterState(section, CallTemplate.ID, CallTemplate.MODEL);
            return new ResultCall(
                    call.paths().isEmpty() ? call.requireVariable(CallTemplate.ID, section) : call,
                    section.texts("failedOn"));
        }

        /** The values of the state that the call contains, by their paths; an empty text where the state has none. */
        public Map<String, String> valuesIn(@Nullable JsonNode state) {
            Map<String, String> values = new LinkedHashMap<>();
            for (JsonPath path : call.paths()) {
                JsonNode value = state == null ? null : path.first(state);
                values.put(path.toString(), value == null ? "" : value.asText());
            }
            return values;
        }

        /** Whether this status code means that the generation failed, and not that the call did. */
        public boolean failsOn(int status) {
            return failedOn.contains(Integer.toString(status));
        }
    }

    /**
     * A call that cancels a generation.
     *
     * @param call the call
     * @param overOn codes, or status codes, by which the provider says that the generation is over already
     * @param deletes whether the same call deletes a generation that is over. It is made only while there is something to cancel,
     *     and a generation that is gone after it is a canceled one
     */
    public record Cancel(CallTemplate call, Set<String> overOn, boolean deletes) {

        static Cancel read(DescriptorSection section) {
            return new Cancel(repeatableById(section), section.texts("overOn"), section.flag("deletes"));
        }

        /** Whether this error response means that there was nothing to cancel any more. */
        public boolean isOver(int status, @Nullable String code) {
            return overOn.contains(Integer.toString(status)) || (code != null && overOn.contains(code));
        }
    }

    /**
     * A call that opens the event stream of a generation by its id.
     *
     * @param call the call
     * @param replay the first event of a stream that is opened again
     * @param resume how a stream resumes after a certain event, or null where it cannot
     */
    public record Attach(
            CallTemplate call, Replay replay, @Nullable Resume resume) {

        static Attach read(DescriptorSection section) {
            Replay replay = section.optionalConstant("replays", Replay.class);
            CallTemplate call = callById(section);
            return new Attach(
                    call,
                    replay == null ? Replay.NOTHING : replay,
                    section.optionalSection("resumes", resume -> Resume.read(resume, call)));
        }
    }

    /** The first event of a stream that is opened again. */
    public enum Replay {
        /** The first event of the generation. */
        ALL,
        /** The next event that happens. */
        NOTHING
    }

    /**
     * How a stream resumes after a certain event.
     *
     * @param after what identifies that event
     * @param call the call, with {@code {cursor}} where a query parameter identifies the event
     * @param header the header that identifies the event, or null where a query parameter does
     */
    public record Resume(
            Cursor after, CallTemplate call, @Nullable String header) {

        static Resume read(DescriptorSection section, CallTemplate call) {
            Cursor after = section.constant("after", Cursor.class);
            String header = section.optional("header", HeaderNames::sent);
            String query = section.optionalText("query");
            if ((header == null) == (query == null)) {
                throw section.problem("after", "expected either 'query' or 'header' beside it");
            }
            return new Resume(after, query == null ? call : call.withQuery(query, CallTemplate.CURSOR), header);
        }
    }

    /** What identifies the event after which a stream resumes. */
    public enum Cursor {
        /** The sequence number of the frame, {@code stream/sequence}. */
        SEQUENCE,
        /** The id line of the frame. */
        ID
    }

    /**
     * A call that lists generations.
     *
     * @param call the call
     * @param items the paths of each generation in the response, or of a list of them
     */
    public record Listing(CallTemplate call, JsonPaths items) {

        static Listing read(DescriptorSection section) {
            section.renamed("each", "items");
            JsonPaths items = section.require("items").jsonPaths();
            return new Listing(CallReader.of(section), items);
        }

        /** The documents of the generations in this response. */
        public List<JsonNode> in(JsonNode response) {
            return items.elements(response);
        }
    }
}

package io.camelgenai.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can be asked to do.
 *
 * @param create creates a generation and answers with its id at once
 * @param get asks for the present state, or null
 * @param hold asks for the state and waits for a terminal one on the provider's side, or null
 * @param stream opens the event stream of a generation by id, or null
 * @param cancel cancels a generation, or null
 * @param delete deletes a generation, or null
 */
public record Calls(
        Create create,
        @Nullable CallTemplate get,
        @Nullable Hold hold,
        @Nullable Attach stream,
        @Nullable CallTemplate cancel,
        @Nullable CallTemplate delete) {

    static Calls read(Section section) {
        Calls calls = new Calls(
                section.section("create", Create::read),
                section.optionalSection("get", Calls::byId),
                section.optionalSection("await", Hold::read),
                section.optionalSection("stream", Attach::read),
                section.optionalSection("cancel", Calls::byId),
                section.optionalSection("delete", Calls::byId));
        if (calls.hold != null && calls.get == null) {
            throw section.problem("await", "a provider that can hold a request also needs 'get'");
        }
        return calls;
    }

    private static CallTemplate byId(Section section) {
        return CallTemplate.read(section).with(CallTemplate.ID, section);
    }

    /**
     * The creation of a generation.
     *
     * @param call the call
     * @param repeat how it may be sent again without making a second generation, or null when it may not
     */
    public record Create(CallTemplate call, @Nullable Repeat repeat) {

        static Create read(Section section) {
            CallTemplate call = CallTemplate.read(section);
            if (call.repeatable()) {
                throw section.problem("call", "a create is never repeatable; see 'onceBy'");
            }
            Repeat repeat = section.optionalSection("onceBy", Repeat::read);
            return new Create(repeat == null ? call : call.with(CallTemplate.CLIENT_ID, section), repeat);
        }
    }

    /**
     * A held request.
     *
     * @param call the call, with {@code {seconds}} for how long it is held
     * @param longest the longest hold that the provider grants
     */
    public record Hold(CallTemplate call, Duration longest) {

        static Hold read(Section section) {
            Duration longest = section.optionalDuration("holds");
            if (longest == null) {
                throw section.problem("holds", "missing: how long does the provider hold the request?");
            }
            return new Hold(byId(section).with(CallTemplate.SECONDS, section), longest);
        }
    }

    /**
     * A stream that is opened by the id of its generation.
     *
     * @param call the call
     * @param replay what a new stream begins with
     */
    public record Attach(CallTemplate call, Replay replay) {

        static Attach read(Section section) {
            Replay replay = section.optionalWord("replays", Replay.class);
            return new Attach(byId(section), replay == null ? Replay.NOTHING : replay);
        }
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
    public record Repeat(Duration within) {

        private static final String BY = "clientId";

        static Repeat read(Section section) {
            String by = section.text("id");
            Duration within = section.optionalDuration("within");
            if (!by.equals(BY) || within == null) {
                throw section.problem("id", "expected '{ id: clientId, within: DURATION }'");
            }
            return new Repeat(within);
        }
    }
}

package io.camelgenai.simulator.privategpt;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Prose;
import io.camelgenai.simulator.content.Tokens;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Script;
import io.camelgenai.simulator.server.SimulatedGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A message that is being written. It is decided as a whole when it is created, and everything else follows from its age:
 * nothing runs for a message that nobody looks at.
 */
final class Message implements SimulatedGeneration, Script {
    private static final double FIRST_TOKEN_MILLIS = 150;
    private static final double TOKEN_MILLIS = 20;
    private static final double PAUSE_MILLIS = 20_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final String id;
    private final MessageRequest request;
    private final Frames wording;
    private final List<String> tokens;
    private final boolean fails;
    private final String stopReason;
    private final long firstToken;
    private final long step;
    private final long pause;
    private final Instant createdAt = Instant.now();
    private final long started = System.nanoTime();
    private final Set<Playback> followers = new LinkedHashSet<>();
    private volatile long stopped = NEVER;

    Message(String id, MessageRequest request, SimulatorOptions options) {
        Directives directives = request.directives();
        List<String> whole = Prose.tokens(directives, options.seed());
        this.id = id;
        this.request = request;
        this.wording = new Frames(id, request.model(), Tokens.count(request.prompt()));
        this.fails = directives.fail();
        List<String> said = fails ? whole.subList(0, whole.size() / 2) : whole;
        boolean cut = said.size() > request.maxTokens();
        this.tokens = List.copyOf(cut ? said.subList(0, request.maxTokens()) : said);
        this.stopReason = cut ? "max_tokens" : "end_turn";
        Duration takes = directives.takes();
        this.firstToken = takes == null ? options.pacedNanos(FIRST_TOKEN_MILLIS) : 0;
        this.step = takes == null ? options.pacedNanos(TOKEN_MILLIS) : takes.toNanos() / (tokens.size() + 1);
        this.pause = directives.pause() ? options.pacedNanos(PAUSE_MILLIS) : 0;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String model() {
        return request.model();
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public String status() {
        long age = ageNanos();
        if (stopped <= age) {
            return "cancelled";
        }
        if (age >= endNanos()) {
            return fails ? "error" : "completed";
        }
        return age >= dueNanos(1) ? "processing" : "pending";
    }

    MessageRequest request() {
        return request;
    }

    boolean isTerminal() {
        return ageNanos() >= Math.min(stopped, endNanos());
    }

    /** When it ended or will end, if nobody cancels it. */
    Instant endedAt() {
        return createdAt.plusNanos(Math.min(stopped, endNanos()));
    }

    /** When the last event so far was stored. */
    Instant updatedAt() {
        long until = Math.min(ageNanos(), stopped);
        if (stopped != NEVER) {
            return createdAt.plusNanos(stopped);
        }
        long last = 0;
        for (int i = 0; i < frames() && dueNanos(i) <= until; i++) {
            last = dueNanos(i);
        }
        return createdAt.plusNanos(last);
    }

    /** Stops a message that is still being written; one that has ended keeps its status. */
    void cancel() {
        if (!isTerminal()) {
            stopped = ageNanos();
        }
        tellFollowers();
    }

    /** Ends all its streams, as if it had never been. */
    void forget() {
        stopped = Math.min(stopped, ageNanos());
        tellFollowers();
    }

    private void tellFollowers() {
        new ArrayList<>(followers).forEach(Playback::advance);
    }

    @Override
    public int frames() {
        // start, block start, tokens, then either an error or block stop, message delta, message stop
        return 2 + tokens.size() + (fails ? 1 : 3);
    }

    @Override
    public long dueNanos(int index) {
        if (index == 0) {
            return 0;
        }
        int token = Math.min(Math.max(index - 2, 0), tokens.size());
        return firstToken + token * step + (token >= tokens.size() / 2 ? pause : 0);
    }

    private long endNanos() {
        return dueNanos(frames() - 1);
    }

    @Override
    public byte[] frame(int index) {
        int behind = index - 2 - tokens.size();
        if (index == 0) {
            return wording.messageStart();
        } else if (index == 1) {
            return wording.blockStart();
        } else if (behind < 0) {
            return wording.delta(tokens.get(index - 2));
        } else if (fails) {
            return wording.error();
        }
        return switch (behind) {
            case 0 -> wording.blockStop();
            case 1 -> wording.messageDelta(stopReason, tokens.size());
            default -> wording.messageStop();
        };
    }

    @Override
    public long ageNanos() {
        return System.nanoTime() - started;
    }

    @Override
    public long stoppedNanos() {
        return stopped;
    }

    @Override
    public void follow(Playback playback) {
        followers.add(playback);
    }

    @Override
    public void unfollow(Playback playback) {
        followers.remove(playback);
    }
}

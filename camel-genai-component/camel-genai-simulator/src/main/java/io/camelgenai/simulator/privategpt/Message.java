package io.camelgenai.simulator.privategpt;

import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.content.Tokens;
import io.camelgenai.simulator.server.Job;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A message that is being written. It is decided as a whole when it is created, and everything else follows from its age:
 * nothing runs for a message that nobody looks at.
 */
final class Message extends Job implements Script {
    private static final long NEVER = Long.MAX_VALUE;

    private final MessageRequest request;
    private final Frames wording;
    private final Speech speech;
    private final Set<Playback> followers = new LinkedHashSet<>();
    private volatile long stopped = NEVER;

    Message(String id, MessageRequest request, Speech speech) {
        super(id, "", request.model(), speech.endNanos());
        this.request = request;
        this.wording = new Frames(id, request.model(), Tokens.count(request.prompt()));
        this.speech = speech;
    }

    @Override
    public String status() {
        long age = ageNanos();
        if (stopped <= age) {
            return "cancelled";
        }
        if (age >= endNanos()) {
            return speech.fails() ? "error" : "completed";
        }
        return age >= dueNanos(1) ? "processing" : "pending";
    }

    MessageRequest request() {
        return request;
    }

    @Override
    public boolean isTerminal() {
        return ageNanos() >= Math.min(stopped, endNanos());
    }

    /** When it ended or will end, stopped or not. */
    Instant completedAt() {
        return createdAt().plusNanos(Math.min(stopped, endNanos()));
    }

    /** When the last event so far was stored. */
    Instant updatedAt() {
        long until = Math.min(ageNanos(), stopped);
        if (stopped != NEVER) {
            return createdAt().plusNanos(stopped);
        }
        long last = 0;
        for (int i = 0; i < frames() && dueNanos(i) <= until; i++) {
            last = dueNanos(i);
        }
        return createdAt().plusNanos(last);
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
        return 2 + speech.size() + (speech.fails() ? 1 : 3);
    }

    @Override
    public long dueNanos(int index) {
        return index == 0 ? 0 : speech.dueNanos(index - 2);
    }

    @Override
    public byte[] frame(int index) {
        int behind = index - 2 - speech.size();
        if (index == 0) {
            return wording.messageStart();
        } else if (index == 1) {
            return wording.blockStart();
        } else if (behind < 0) {
            return wording.delta(speech.token(index - 2));
        } else if (speech.fails()) {
            return wording.error();
        }
        return switch (behind) {
            case 0 -> wording.blockStop();
            case 1 -> wording.messageDelta(speech.isTruncated() ? "max_tokens" : "end_turn", speech.size());
            default -> wording.messageStop();
        };
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

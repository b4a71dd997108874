package io.camelgenai.simulator.server;

/** Plays a script to one client: first all that is due already, then frame by frame, with pings into long silences. */
public final class Playback {
    private final Script script;
    private final Call call;
    private final byte[] ping;
    private final long pingNanos;
    private int next;
    private long lastFrame;

    /**
     * Sets up a playback; the answer must have been begun.
     *
     * @param script what is played
     * @param call to whom
     * @param ping the frame for silences
     * @param pingNanos the silence before a ping
     */
    public Playback(Script script, Call call, byte[] ping, long pingNanos) {
        this.script = script;
        this.call = call;
        this.ping = ping;
        this.pingNanos = pingNanos;
    }

    /**
     * Sets up a playback that leaves silences as they are; the answer must have been begun.
     *
     * @param script what is played
     * @param call to whom
     */
    public Playback(Script script, Call call) {
        this(script, call, new byte[0], Long.MAX_VALUE / 2);
    }

    /** Begins. */
    public void start() {
        lastFrame = script.ageNanos();
        script.follow(this);
        call.whenWritable(this::advance);
        call.whenClosed(() -> script.unfollow(this));
        advance();
    }

    /** Sends what is due now and sees to it that the rest follows. */
    public void advance() {
        long now = script.ageNanos();
        long until = Math.min(now, script.stoppedNanos());
        while (next < script.frames() && script.dueNanos(next) <= until && call.isOpen()) {
            if (!call.isWritable()) {
                // The rest waits for the client, not in our memory.
                call.flush();
                return;
            }
            int together = call.isBent() ? 1 : script.together(next);
            call.frame(together == 1 ? script.frame(next) : script.piece(next));
            next += together;
            lastFrame = now;
        }
        if (!call.isOpen()) {
            call.flush();
            script.unfollow(this);
        } else if (next == script.frames() || script.stoppedNanos() <= now) {
            script.unfollow(this);
            call.end();
        } else {
            await(now);
        }
    }

    private void await(long now) {
        if (now - lastFrame >= pingNanos) {
            call.frame(ping);
            lastFrame = now;
        }
        call.flush();
        call.after(Math.min(script.dueNanos(next), lastFrame + pingNanos) - now, this::advance);
    }
}

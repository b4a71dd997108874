package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.RateLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the provider knows of the account behind a key: plan, tokens, limits. */
final class Account {
    /** A day has room for ten full hours. */
    static final int DAY = 10;

    private static final long TOKENS = 10_000_000;
    private static final String ELITE = "elite";
    private static final String VIP = "vip";

    private final RateLimits limits;
    private final Map<String, Long> deleted = new HashMap<>();

    Account(RateLimits limits) {
        this.limits = limits;
    }

    /** The plan with limits, and the one without. */
    static String plan(boolean limited) {
        return limited ? VIP : ELITE;
    }

    /** Keeps in mind what was spent on a generation that nobody will find any more. */
    void deleted(Generation generation) {
        deleted.merge(generation.owner(), (long) generation.tokensSpent(), Long::sum);
    }

    void clear() {
        deleted.clear();
    }

    ObjectNode balance(String key, long spent) {
        return Json.object()
                .put("token_balance", TOKENS - spent - deleted.getOrDefault(key, 0L))
                .put("plan", plan(limits.isSet()))
                .putNull("plan_expires_at");
    }

    ObjectNode me(String key, long spent) {
        int hourly = limits.isSet() ? limits.standing(key).limit() : 0;
        ObjectNode me = Json.object()
                .put("id", Math.floorMod(key.hashCode(), 1_000_000))
                .put("name", "Somebody")
                .put("email", "somebody@example.com")
                .putNull("telegram_username")
                .putNull("avatar_url");
        me.setAll(balance(key, spent));
        me.put("token_limit", TOKENS).put("rate_limit_hourly", hourly).put("rate_limit_daily", DAY * hourly);
        me.putArray("auth_methods").add("email");
        return me;
    }

    Map<String, String> headers(String key) {
        RateLimits.Standing standing = limits.standing(key);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit-Hour", String.valueOf(standing.limit()));
        headers.put("X-RateLimit-Remaining-Hour", String.valueOf(standing.remaining()));
        headers.put("X-RateLimit-Limit-Day", String.valueOf((long) DAY * standing.limit()));
        headers.put("X-RateLimit-Remaining-Day", String.valueOf((long) DAY * standing.limit() - standing.used()));
        headers.put("X-RateLimit-Reset-Hour", String.valueOf(standing.resets().getEpochSecond()));
        return headers;
    }
}

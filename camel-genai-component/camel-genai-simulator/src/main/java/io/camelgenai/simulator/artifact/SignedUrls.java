package io.camelgenai.simulator.artifact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that are good for a while and only as they were handed out. They hold what signed addresses of real stores
 * hold and clients get wrong: an encoded slash in the path, a plus sign in the query, and a parameter that comes twice.
 */
public final class SignedUrls {
    private static final Pattern EXPIRES = Pattern.compile("&Expires=(\\d{1,12})$");

    /** What an address is worth. */
    public enum Verdict {
        /** As handed out, and in time. */
        GOOD,
        /** Changed on the way: re-encoded, reordered, or made up. */
        FORGED,
        /** As handed out, but too late. */
        EXPIRED
    }

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    /**
     * A signer.
     *
     * @param seed makes the key
     * @param lifetime how long an address is good
     * @param clock tells the time
     */
    public SignedUrls(long seed, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(("artifacts of " + seed).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Signs.
     *
     * @param folder the path of the folder, ending in a slash
     * @param id the id of the generation
     * @param file the name of the file
     * @return path and query
     */
    public String sign(String folder, String id, String file) {
        // Rounded up, so that a short lifetime is not cut to nothing.
        long expires = clock.instant().plus(lifetime).plusMillis(999).getEpochSecond();
        return signed(folder + id + "%2F" + file, expires);
    }

    /**
     * Looks at an address.
     *
     * @param target path and query as they came on the wire
     * @return what it is worth
     */
    public Verdict check(String target) {
        int mark = target.indexOf('?');
        Matcher expires = EXPIRES.matcher(target);
        if (mark < 0 || !expires.find()) {
            return Verdict.FORGED;
        }
        long until = Long.parseLong(expires.group(1));
        if (!target.equals(signed(target.substring(0, mark), until))) {
            return Verdict.FORGED;
        }
        return clock.instant().getEpochSecond() >= until ? Verdict.EXPIRED : Verdict.GOOD;
    }

    private String signed(String path, long expires) {
        return path + "?X-Sig=" + signature(path + "\n" + expires) + "&part=1&part=2&Expires=" + expires;
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String signature = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            // Base64 has a plus sign now and then; here it always has one, so that no client is right by luck.
            return signature.substring(0, 12) + "+" + signature.substring(12, 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}

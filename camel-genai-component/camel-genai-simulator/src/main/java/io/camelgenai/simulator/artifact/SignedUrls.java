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
 * URLs that are valid for some time and only exactly as they were signed. They contain what signed URLs of real stores
 * contain and clients get wrong: an encoded slash in the path, a plus sign in the query, and a repeated parameter.
 */
final class SignedUrls {
    private static final Pattern EXPIRES = Pattern.compile("&Expires=(\\d{1,12})$");

    /** The result of a check. */
    enum Verdict {
        /** As signed, and in time. */
        VALID,
        /** Not as signed: re-encoded, reordered, or invented. */
        FORGED,
        /** As signed, but too late. */
        EXPIRED
    }

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    /**
     * Creates a signer.
     *
     * @param seed the source of the signing key
     * @param lifetime how long a URL is valid
     * @param clock the current time
     */
    SignedUrls(long seed, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(("artifacts of " + seed).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Signs a URL.
     *
     * @param folder the path of the folder, ending in a slash
     * @param id the id of the generation
     * @param file the file name
     * @return path and query
     */
    String sign(String folder, String id, String file) {
        // Rounded up, so that a short lifetime does not become zero.
        long expires = clock.instant().plus(lifetime).plusMillis(999).getEpochSecond();
        return signed(folder + id + "%2F" + file, expires);
    }

    /** Checks path and query exactly as they were received. */
    Verdict check(String target) {
        int mark = target.indexOf('?');
        Matcher expires = EXPIRES.matcher(target);
        if (mark < 0 || !expires.find()) {
            return Verdict.FORGED;
        }
        long until = Long.parseLong(expires.group(1));
        if (!target.equals(signed(target.substring(0, mark), until))) {
            return Verdict.FORGED;
        }
        return clock.instant().getEpochSecond() >= until ? Verdict.EXPIRED : Verdict.VALID;
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
            // Base64 has a plus sign now and then; this one always has, so that no client succeeds by luck.
            return signature.substring(0, 12) + "+" + signature.substring(12, 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}

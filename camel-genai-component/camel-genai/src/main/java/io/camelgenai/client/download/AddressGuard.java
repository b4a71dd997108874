package io.camelgenai.client.download;

import io.camelgenai.provider.HostPatterns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Keeps downloads away from places that only this host can reach. A name is resolved once for a connection, and only the addresses
 * that pass are connected to, so that no second answer of a name server counts. Thread-safe.
 */
final class AddressGuard implements Dns {

    /** Numbers that old resolvers read as an IPv4 address: decimal, octal, hexadecimal, or less than four of them. */
    private static final Pattern NUMBERS = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?");

    private static final Pattern IP_V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** Names that no public server has (RFC 6761, RFC 6762, RFC 8375, and the names that organizations use inside). */
    private static final Pattern INSIDE =
            Pattern.compile("[^.:]+|(.+\\.)?(localhost|local|internal|intranet|lan|home|corp|home\\.arpa|onion)\\.?");

    private final Dns dns;
    private final String ownHost;
    private final HostPatterns allowed;

    /**
     * @param dns resolves names
     * @param ownHost the host of the connection's base URL
     * @param allowed the hosts that may have any address
     */
    AddressGuard(Dns dns, String ownHost, HostPatterns allowed) {
        this.dns = dns;
        this.ownHost = ownHost;
        this.allowed = allowed;
    }

    /** A host, or an address of it, that no file is fetched from. */
    static final class RefusedHostException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedHostException(String host, String what) {
            super(host + " " + what);
        }
    }

    /**
     * Checks the host of a URL that a proxy resolves, as far as this host can.
     *
     * @throws RefusedHostException when its name or one of its addresses is special
     */
    void requirePublic(HttpUrl url) throws RefusedHostException {
        requireAllowed(url);
        try {
            lookup(url.host());
        } catch (RefusedHostException e) {
            throw e;
        } catch (UnknownHostException e) {
            // Only the proxy knows the name.
        }
    }

    /**
     * Checks what a URL says without a resolver: names, and addresses that are written in the URL.
     *
     * @throws RefusedHostException when the host is special
     */
    void requireAllowed(HttpUrl url) throws RefusedHostException {
        String host = url.host().toLowerCase(Locale.ROOT);
        if (isTrusted(host)) {
            return;
        }
        boolean isV4 = IP_V4.matcher(host).matches();
        if (!isV4 && NUMBERS.matcher(host).matches()) {
            throw new RefusedHostException(host, "is an address in an unusual form");
        }
        if (isV4 || host.indexOf(':') >= 0) {
            requirePublicAddress(host);
        } else if (INSIDE.matcher(host).matches() && !isOwnAddress(host)) {
            throw new RefusedHostException(host, "is the name of a host inside a network");
        }
    }

    private void requirePublicAddress(String host) throws RefusedHostException {
        try {
            InetAddress address = InetAddress.getByName(host);
            String kind = SpecialAddresses.kind(address);
            if (kind != null && !isOwn(address)) {
                throw new RefusedHostException(host, "is " + kind);
            }
        } catch (RefusedHostException e) {
            throw e;
        } catch (UnknownHostException e) {
            throw new RefusedHostException(host, "is no valid address");
        }
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> found = dns.lookup(host);
        if (isTrusted(host)) {
            return found;
        }
        List<InetAddress> passed = new ArrayList<>();
        String refused = "has no address";
        for (InetAddress address : found) {
            String kind = SpecialAddresses.kind(address);
            if (kind == null || isOwn(address)) {
                passed.add(address);
            } else {
                refused = "has the address " + address.getHostAddress() + ", " + kind;
            }
        }
        if (passed.isEmpty()) {
            throw new RefusedHostException(host, refused);
        }
        return passed;
    }

    private boolean isTrusted(String host) {
        return host.equalsIgnoreCase(ownHost) || allowed.match(host);
    }

    /** The own server under another of its names. */
    private boolean isOwnAddress(String host) {
        try {
            return dns.lookup(host).stream().allMatch(this::isOwn);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isOwn(InetAddress address) {
        try {
            return dns.lookup(ownHost).contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

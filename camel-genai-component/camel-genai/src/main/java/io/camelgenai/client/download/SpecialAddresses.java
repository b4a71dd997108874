package io.camelgenai.client.download;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that are not those of a public server, by IANA's registries of special-purpose addresses (RFC 6890) for IPv4 and IPv6.
 * Of IPv6, only global unicast addresses are public.
 */
final class SpecialAddresses {

    private static final int V4_BYTES = 4;
    private static final int V4_BITS = 32;

    private static final List<Range> RANGES = List.of(
            range("0.0.0.0/8", "an address of this host"),
            range("10.0.0.0/8", "a private address"),
            range("100.64.0.0/10", "a shared address of a carrier or a cloud"),
            range("127.0.0.0/8", "a loopback address"),
            range("168.63.129.16/32", "an address of the platform of a cloud"),
            range("169.254.0.0/16", "a link-local address"),
            range("172.16.0.0/12", "a private address"),
            range("192.0.0.0/24", "an address for protocols"),
            range("192.0.2.0/24", "an address for documentation"),
            range("192.88.99.0/24", "an address of a 6to4 relay"),
            range("192.168.0.0/16", "a private address"),
            range("198.18.0.0/15", "an address for benchmarks"),
            range("198.51.100.0/24", "an address for documentation"),
            range("203.0.113.0/24", "an address for documentation"),
            range("224.0.0.0/4", "a multicast address"),
            range("240.0.0.0/4", "a reserved address"),
            range("::/128", "an address of this host"),
            range("::1/128", "a loopback address"),
            range("2001::/23", "an address for protocols"),
            range("2001:db8::/32", "an address for documentation"),
            range("2002::/16", "a 6to4 address"),
            range("3fff::/20", "an address for documentation"),
            range("fc00::/7", "a private address"),
            range("fe80::/10", "a link-local address"),
            range("fec0::/10", "a private address"),
            range("ff00::/8", "a multicast address"));

    private static final Range GLOBAL_UNICAST = range("2000::/3", "");

    /** Its last four bytes are an IPv4 address (RFC 6052). */
    private static final Range TRANSLATED = range("64:ff9b::/96", "");

    private SpecialAddresses() {}

    /**
     * A range of addresses.
     *
     * @param prefix its first address
     * @param bits how many bits of the prefix count
     * @param kind what such an address is, with its article
     */
    private record Range(byte[] prefix, int bits, String kind) {

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = Byte.SIZE - bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (rest == Byte.SIZE || (address[whole] & 0xFF) >> rest == (prefix[whole] & 0xFF) >> rest);
        }
    }

    private static Range range(String notation, String kind) {
        int slash = notation.indexOf('/');
        try {
            return new Range(
                    InetAddress.getByName(notation.substring(0, slash)).getAddress(),
                    Integer.parseInt(notation.substring(slash + 1)),
                    kind);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What kind of address it is, with its article, or null for a public one. */
    static @Nullable String kind(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (TRANSLATED.contains(bytes)) {
            bytes = Arrays.copyOfRange(bytes, bytes.length - V4_BYTES, bytes.length);
        }
        for (Range range : RANGES) {
            if (range.contains(bytes)) {
                return range.kind;
            }
        }
        boolean isV4 = bytes.length * Byte.SIZE == V4_BITS;
        return isV4 || GLOBAL_UNICAST.contains(bytes) ? null : "a special address";
    }
}

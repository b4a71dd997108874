package io.camelgenai.client.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.download.AddressGuard.RefusedHostException;
import io.camelgenai.provider.HostPatterns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final String OWN = "api.provider.example";

    private final Map<String, Queue<List<String>>> names = new HashMap<>();

    /** A name has these addresses at its next lookup; those of the last lookup stay. */
    private AddressGuardTest name(String host, String... addresses) {
        names.computeIfAbsent(host, any -> new ArrayDeque<>()).add(List.of(addresses));
        return this;
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        Queue<List<String>> answers = names.get(host);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : answers.size() > 1 ? answers.remove() : answers.element()) {
            found.add(InetAddress.getByName(address));
        }
        return found;
    }

    private AddressGuard guard(String... allowed) {
        return new AddressGuard(this::resolve, OWN, new HostPatterns(Set.of(allowed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://017700000001/",
                "http://2852039166/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.100.100.200/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[fd00:ec2::254]/",
                "http://0.0.0.0/",
                "http://0/",
                "http://10.0.0.1/",
                "http://192.168.1.1:8080/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://metadata.google.internal/",
                "http://metadata/",
                "http://printer.local/",
                "http://nas.home.arpa/",
                "http://256.1.1.1/",
                "http://1.2.3/"
            })
    void aSpecialHostIsRefusedByWhatItsUrlSays(String url) {
        assertThatThrownBy(() -> guard().requireAllowed(HttpUrl.get(url))).isInstanceOf(RefusedHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example.com/a.png",
                "https://1.1.1.1/",
                "http://[2606:4700::1111]/",
                "https://bücher.example/"
            })
    void aPublicHostIsNotRefusedByWhatItsUrlSays(String url) {
        assertThatCode(() -> guard().requireAllowed(HttpUrl.get(url))).doesNotThrowAnyException();
    }

    @Test
    void onlyPublicAddressesOfANameAreConnectedTo() throws Exception {
        name("cdn.example.com", "127.0.0.1", "1.1.1.1", "fe80::1");

        assertThat(guard().lookup("cdn.example.com")).containsExactly(InetAddress.getByName("1.1.1.1"));
    }

    @Test
    void aNameThatResolvesToAnInternalAddressIsRefused() {
        name("evil.example.com", "169.254.169.254");

        assertThatThrownBy(() -> guard().lookup("evil.example.com"))
                .isInstanceOf(RefusedHostException.class)
                .hasMessage("evil.example.com has the address 169.254.169.254, a link-local address");
    }

    @Test
    void aNameThatFlipsIsCheckedAtEachLookup() throws Exception {
        name("flip.example.com", "1.1.1.1").name("flip.example.com", "10.0.0.1");
        AddressGuard guard = guard();

        assertThat(guard.lookup("flip.example.com")).hasSize(1);
        assertThatThrownBy(() -> guard.lookup("flip.example.com")).isInstanceOf(RefusedHostException.class);
    }

    @Test
    void theOwnServerIsAllowedUnderAnyOfItsNames() throws Exception {
        name(OWN, "10.1.2.3").name("files.provider.example", "10.1.2.3").name("other.provider.example", "10.1.2.4");
        AddressGuard guard = guard();

        assertThat(guard.lookup(OWN)).hasSize(1);
        assertThat(guard.lookup("files.provider.example")).hasSize(1);
        guard.requireAllowed(HttpUrl.get("http://10.1.2.3:9000/a.png"));
        assertThatThrownBy(() -> guard.lookup("other.provider.example")).isInstanceOf(RefusedHostException.class);
        assertThatThrownBy(() -> guard.requireAllowed(HttpUrl.get("http://10.1.2.4/")))
                .isInstanceOf(RefusedHostException.class);
    }

    @Test
    void hostsOfTheOptionAreAllowed() throws Exception {
        name("minio.internal", "10.1.2.4").name("a.files.corp", "10.1.2.5");
        AddressGuard guard = guard("minio.internal", "*.files.corp", "10.1.2.6", "fd00::7");

        assertThat(guard.lookup("minio.internal")).hasSize(1);
        assertThat(guard.lookup("a.files.corp")).hasSize(1);
        guard.requireAllowed(HttpUrl.get("http://minio.internal/"));
        guard.requireAllowed(HttpUrl.get("http://10.1.2.6/"));
        guard.requireAllowed(HttpUrl.get("http://[fd00::7]/"));
        assertThatThrownBy(() -> guard.requireAllowed(HttpUrl.get("http://files.corp/")))
                .isInstanceOf(RefusedHostException.class);
    }

    @Test
    void aNameThatOnlyAProxyKnowsPasses() {
        assertThatCode(() -> guard().requirePublic(HttpUrl.get("https://cdn.example.com/")))
                .doesNotThrowAnyException();
        name("inside.example.com", "10.0.0.9");
        assertThatThrownBy(() -> guard().requirePublic(HttpUrl.get("https://inside.example.com/")))
                .isInstanceOf(RefusedHostException.class);
    }
}

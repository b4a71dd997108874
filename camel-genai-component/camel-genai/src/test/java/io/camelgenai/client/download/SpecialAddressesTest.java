package io.camelgenai.client.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialAddressesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0.0.0.0                 | an address of this host
                    0.255.255.255           | an address of this host
                    10.0.0.0                | a private address
                    10.255.255.255          | a private address
                    100.64.0.0              | a shared address of a carrier or a cloud
                    100.100.100.200         | a shared address of a carrier or a cloud
                    100.127.255.255         | a shared address of a carrier or a cloud
                    127.0.0.1               | a loopback address
                    127.255.255.255         | a loopback address
                    169.254.169.254         | a link-local address
                    172.16.0.0              | a private address
                    172.31.255.255          | a private address
                    192.0.0.192             | an address for protocols
                    192.0.2.1               | an address for documentation
                    192.88.99.1             | an address of a 6to4 relay
                    192.168.0.0             | a private address
                    192.168.255.255         | a private address
                    198.18.0.0              | an address for benchmarks
                    198.19.255.255          | an address for benchmarks
                    198.51.100.7            | an address for documentation
                    203.0.113.7             | an address for documentation
                    224.0.0.1               | a multicast address
                    239.255.255.255         | a multicast address
                    240.0.0.1               | a reserved address
                    255.255.255.255         | a reserved address
                    ::                      | an address of this host
                    ::1                     | a loopback address
                    ::ffff:127.0.0.1        | a loopback address
                    ::ffff:169.254.169.254  | a link-local address
                    ::7f00:1                | a special address
                    64:ff9b::a9fe:a9fe      | a link-local address
                    64:ff9b::7f00:1         | a loopback address
                    64:ff9b:1::1            | a special address
                    100::1                  | a special address
                    2001::1                 | an address for protocols
                    2001:1ff:ffff::1        | an address for protocols
                    2001:db8::1             | an address for documentation
                    2002:7f00:1::           | a 6to4 address
                    3fff:fff::1             | an address for documentation
                    5f00::1                 | a special address
                    fc00::1                 | a private address
                    fd00:ec2::254           | a private address
                    fe80::1                 | a link-local address
                    febf::1                 | a link-local address
                    fec0::1                 | a private address
                    ff02::1                 | a multicast address
                    """)
    void itIsNotThatOfAPublicServer(String address, String kind) throws UnknownHostException {
        assertThat(SpecialAddresses.kind(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:db7::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1",
                "64:ff9b::101:101"
            })
    void itIsThatOfAPublicServer(String address) throws UnknownHostException {
        assertThat(SpecialAddresses.kind(InetAddress.getByName(address))).isNull();
    }
}

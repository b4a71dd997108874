package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiTestSupport;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.Generation;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider with a certificate of its own, or behind a proxy, is reached by the means that Camel has for that. */
class TlsAndProxyTest extends GenAiTestSupport {

    private static final char[] PASSWORD = "not-a-secret".toCharArray();

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HeldCertificate ofServer = new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .signedBy(authority)
            .build();
    private final HeldCertificate ofClient =
            new HeldCertificate.Builder().signedBy(authority).build();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    @Override
    public void start() throws Exception {
        server.setDispatcher(new Weaving());
        context.getRegistry().bind("trusting", trusting());
        super.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static final class Weaving extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                    .setHeader("Content-Type", "application/json")
                    .body("{\"weaving\": 17, \"stage\": \"woven\"}")
                    .build();
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:nothing").to("mock:nothing");
    }

    private void startWithTls() throws Exception {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(ofServer)
                .addTrustedCertificate(authority.certificate())
                .build()
                .sslSocketFactory());
        server.start();
    }

    private SSLContextParameters trusting() throws Exception {
        KeyStore trusted = store();
        trusted.setCertificateEntry("authority", authority.certificate());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(parameters(trusted));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStoreParameters parameters(KeyStore store) {
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setKeyStore(store);
        return parameters;
    }

    private ConnectionConfiguration connection(String baseUrl) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(baseUrl);
        connection.setApiKey(KEY);
        connection.setMaxRetries(0);
        return connection;
    }

    /** Gets a generation over a connection of this name. */
    private Exchange get(String name, ConnectionConfiguration connection, String options) {
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return send("genai:loom?operation=get&generationId=17&connection=" + name + options, "");
    }

    private String httpsUrl() {
        return "https://localhost:" + server.getPort() + "/";
    }

    private static void assertWeaving(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Generation.class).id()).isEqualTo("17");
    }

    @Test
    void anUntrustedCertificateIsRefused() throws Exception {
        startWithTls();

        assertThat(get("plain", connection(httpsUrl()), "").getException()).isInstanceOf(GenAiConnectException.class);
    }

    @Test
    void theTlsParametersOfAConnectionAreUsed() throws Exception {
        startWithTls();
        ConnectionConfiguration connection = connection(httpsUrl());
        connection.setSslContextParameters(trusting());

        assertWeaving(get("own", connection, ""));
    }

    @Test
    void theTlsParametersOfAnEndpointAreUsed() throws Exception {
        startWithTls();

        assertWeaving(get("endpoint", connection(httpsUrl()), "&sslContextParameters=#trusting"));
    }

    @Test
    void theTlsParametersOfTheContextAreUsedWhereTheComponentSaysSo() throws Exception {
        startWithTls();
        context.setSSLContextParameters(trusting());
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);

        assertThat(get("default", connection(httpsUrl()), "").getException()).isInstanceOf(GenAiConnectException.class);
        component.setUseGlobalSslContextParameters(true);
        assertWeaving(get("global", connection(httpsUrl()), ""));
    }

    @Test
    void aClientOfTheApplicationIsNotOverriddenByTheContext() throws Exception {
        startWithTls();
        context.setSSLContextParameters(new SSLContextParameters());
        context.getComponent("genai", GenAiComponent.class).setUseGlobalSslContextParameters(true);
        HandshakeCertificates ours = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        ConnectionConfiguration connection = connection(httpsUrl());
        connection.setHttpClient(new OkHttpClient.Builder()
                .sslSocketFactory(ours.sslSocketFactory(), ours.trustManager())
                .build());

        assertWeaving(get("client", connection, ""));
    }

    @Test
    void aClientCertificateIsPresented() throws Exception {
        server.requireClientAuth();
        startWithTls();
        KeyStore own = store();
        own.setKeyEntry("me", ofClient.keyPair().getPrivate(), PASSWORD, new X509Certificate[] {
            ofClient.certificate(), authority.certificate()
        });
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(parameters(own));
        keys.setKeyPassword(new String(PASSWORD));
        SSLContextParameters tls = trusting();
        tls.setKeyManagers(keys);
        ConnectionConfiguration connection = connection(httpsUrl());
        connection.setSslContextParameters(tls);

        assertWeaving(get("known", connection, ""));
    }

    @Test
    void theProxyOfTheClientIsUsed() throws Exception {
        server.start();
        context.getRegistry()
                .bind(
                        "proxyClient",
                        new OkHttpClient.Builder()
                                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", server.getPort())))
                                .build());
        ConnectionConfiguration connection = connection("http://provider.invalid/api");
        connection.setAllowPlainHttp(true);

        assertWeaving(get("behind", connection, "&httpClient=#proxyClient"));
        RecordedRequest proxied = server.takeRequest(10, TimeUnit.SECONDS);
        assertThat(proxied).isNotNull();
        assertThat(proxied.getRequestLine()).startsWith("GET http://provider.invalid/api/weavings/17 ");
    }
}

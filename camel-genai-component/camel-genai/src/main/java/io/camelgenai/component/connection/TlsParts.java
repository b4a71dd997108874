package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings.Tls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Takes from Camel's TLS parameters the socket factory and the trust manager that OkHttp needs. */
final class TlsParts {

    private TlsParts() {}

    /** @throws Exception when the parameters cannot be used; its message says why */
    static Tls of(SSLContextParameters parameters, CamelContext context) throws Exception {
        return new Tls(parameters.createSSLContext(context).getSocketFactory(), trustManager(parameters, context));
    }

    private static X509TrustManager trustManager(SSLContextParameters parameters, CamelContext context)
            throws Exception {
        List<TrustManager> managers = new ArrayList<>();
        TrustManagersParameters own = parameters.getTrustManagers();
        if (own != null) {
            own.setCamelContext(context);
            managers.addAll(List.of(own.createTrustManagers()));
        } else {
            TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            platform.init((KeyStore) null);
            managers.addAll(List.of(platform.getTrustManagers()));
        }
        return managers.stream()
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }
}

package io.camelgenai.client.download;

import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.client.FileCalls;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Sends the requests for the files of one connection. Each URL is checked, that of a redirect like the first. Thread-safe. */
final class FileRequests {

    private static final int MAX_REDIRECTS = 3;

    private final FileCalls calls;
    private final AddressGuard addresses;
    private final OkHttpClient direct;
    private final OkHttpClient proxied;

    FileRequests(FileCalls calls) {
        this.calls = calls;
        this.proxied = calls.http();
        this.addresses = new AddressGuard(proxied.dns(), calls.ownHost(), calls.hosts());
        this.direct = proxied.newBuilder().dns(addresses).proxy(Proxy.NO_PROXY).build();
    }

    /** A place from which no file is fetched. */
    static final class RefusedUrlException extends IOException {

        private static final long serialVersionUID = 1L;

        /** @param what why, as the end of a sentence about the URL */
        RefusedUrlException(String what) {
            super(what);
        }
    }

    /**
     * The response to a GET, which is no redirect any more.
     *
     * @param address the URL as the provider gave it
     * @param range headers that ask for a part of the file
     * @param due when the headers of a response have to be there
     * @throws RefusedUrlException when the URL, or that of a redirect, leads to where no file is fetched from
     */
    OpenFile open(String address, Headers range, long due) throws IOException {
        HttpUrl url = parsed(address, null);
        for (int redirects = 0; ; redirects++) {
            OpenFile answer = send(calls.request(url, range), guard -> guard.expireAt(due, "response"));
            if (!answer.isRedirect()) {
                return answer;
            }
            try (answer) {
                String location = answer.response().header("Location");
                if (redirects == MAX_REDIRECTS || location == null) {
                    throw new RefusedUrlException("leads to more than " + MAX_REDIRECTS + " redirects");
                }
                url = parsed(location, url);
            }
        }
    }

    /** @param from the URL whose answer was this redirect, or null */
    static HttpUrl parsed(String address, @Nullable HttpUrl from) throws RefusedUrlException {
        String leads = from == null ? "" : "leads, by a redirect of " + from.host() + ", to one that ";
        HttpUrl url = from == null ? HttpUrl.parse(address) : from.resolve(address);
        if (url == null) {
            throw new RefusedUrlException(leads + "is no http or https URL");
        }
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
            throw new RefusedUrlException(leads + "has a user name or a password");
        }
        if (from != null && from.isHttps() && !url.isHttps()) {
            throw new RefusedUrlException(leads + "is not encrypted");
        }
        return url;
    }

    /**
     * The response to a request, redirects included.
     *
     * @param begin sets the first deadline
     * @throws RefusedUrlException when its URL leads to where no file is fetched from, or sent to
     */
    OpenFile send(Request request, Consumer<Guard> begin) throws IOException {
        HttpUrl url = request.url();
        if (calls.isLessSafe(url)) {
            throw new RefusedUrlException("is not encrypted, unlike the base URL at the same host");
        }
        addresses.requireAllowed(url);
        OkHttpClient client = direct;
        Proxy proxy = proxy(url);
        if (proxy != null) {
            addresses.requirePublic(url);
            client = proxied.newBuilder().proxy(proxy).build();
        }
        Call call = client.newCall(request);
        Guard guard = calls.guard(call);
        begin.accept(guard);
        try {
            return new OpenFile(url, call.execute(), guard);
        } catch (IOException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    /** The proxy for a URL, or null. A direct connection is never a substitute for it: only the proxy may resolve the name then. */
    private @Nullable Proxy proxy(HttpUrl url) {
        Proxy own = proxied.proxy();
        List<Proxy> proxies = own == null ? proxied.proxySelector().select(url.uri()) : List.of(own);
        return proxies.stream()
                .filter(each -> each.type() != Proxy.Type.DIRECT)
                .findFirst()
                .orElse(null);
    }
}

package io.camelgenai.client.download;

import io.camelgenai.client.Deadlines.Guard;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * An open response to a request for a file.
 *
 * @param url where it came from
 * @param guard its deadline
 */
record OpenFile(HttpUrl url, Response response, Guard guard) implements AutoCloseable {

    boolean isRedirect() {
        return response.isRedirect();
    }

    @Override
    public void close() {
        guard.close();
        response.close();
    }
}

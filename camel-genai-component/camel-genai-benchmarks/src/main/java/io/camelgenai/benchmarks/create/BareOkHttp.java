package io.camelgenai.benchmarks.create;

import java.io.IOException;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A bare OkHttp call: the least code that gets the response. */
final class BareOkHttp implements Peer {

    static final String BODY =
            "{\"input\":{\"prompt\":\"a lighthouse in the fog\"},\"model\":\"flux-1.1-pro\",\"wait\":0}";
    static final String KEY = "ze_benchmark";
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client =
            new OkHttpClient.Builder().connectionPool(new ConnectionPool()).build();
    private final String url;

    /** @param baseUrl the base URL of the provider */
    BareOkHttp(String baseUrl) {
        url = baseUrl + "/v1/generations";
    }

    @Override
    public void call() throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer " + KEY)
                .post(RequestBody.create(BODY, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.body().string().contains("\"id\"")) {
                throw new IllegalStateException("No id");
            }
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}

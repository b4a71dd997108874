package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How a generation reads, the same on POST and GET. Where the page leaves a name open, it is left out here. */
final class Documents {
    private static final long LONGEST_RETRY_SECONDS = 5;

    private final Files files;

    Documents(Files files) {
        this.files = files;
    }

    Response of(Generation generation, Request request) {
        long left = generation.leftNanos();
        String status = generation.status();
        ObjectNode body = Json.object()
                .put("id", generation.id())
                .put("object", "generation")
                .put("status", status)
                .put("model", generation.model())
                .put("created_at", generation.createdAt().toString());
        if (status.equals("queued") || status.equals("running")) {
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left + 999_999_999));
            return Response.json(200, body)
                    .with("Cache-Control", "no-store")
                    .with("Retry-After", String.valueOf(Math.min(LONGEST_RETRY_SECONDS, seconds)));
        }
        body.put("completed_at", generation.endedAt().toString());
        boolean failed = status.equals("failed");
        int results = failed ? 0 : generation.request().count();
        if (failed) {
            body.putObject("error")
                    .put("code", generation.failCode())
                    .put("message", "The result was held back by the content filter");
        } else {
            media(body.putObject("output").putArray("media"), generation, request);
        }
        BigDecimal cost = new BigDecimal(generation.request().model().costUsd()).multiply(BigDecimal.valueOf(results));
        body.putObject("usage").put("cost_usd", cost);
        return Response.json(200, body).with("Cache-Control", "private, max-age=60");
    }

    private void media(ArrayNode media, Generation generation, Request request) {
        for (int i = 0; i < generation.request().count(); i++) {
            Work work = Objects.requireNonNull(generation.work(i));
            media.addObject()
                    .put("url", files.url(generation.id(), i, work, request))
                    .put("format", work.extension());
        }
    }
}

package io.camelgenai.tracking.create;

import io.camelgenai.client.CreateRequest;
import java.util.concurrent.CompletableFuture;

/**
 * What has to happen before a request can be sent: the files that it refers to are uploaded. It may be repeated, and what has been done once
 * is not done again.
 */
@FunctionalInterface
public interface RequestPreparation {

    /** The request as it is sent. Begins on the calling thread. */
    CompletableFuture<CreateRequest> prepare(CreateRequest request);
}

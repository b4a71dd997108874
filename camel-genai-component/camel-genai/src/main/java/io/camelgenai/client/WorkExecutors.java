package io.camelgenai.client;

import java.util.concurrent.Executor;

/**
 * The executors of the three kinds of work, none of which can delay another one. A task that was accepted is never refused: after
 * the stop, it runs on the thread that submits it.
 *
 * @param calls calls to providers, and what waits for a provider: each ends at its deadline
 * @param routes continuations of routes and other code of the user, which may block as long as it likes
 * @param control writes, retries and bookkeeping: short tasks that may wait for storage, never for a provider or a route
 */
public record WorkExecutors(Executor calls, Executor routes, Executor control) {}

/**
 * The HTTP server: connections, routing, the journal, the faults. Internal. It does not know what a provider responds.
 *
 * <p>The server and the providers run on one event loop thread, so a provider keeps its state in plain maps; only what
 * {@link io.camelgenai.simulator.GenAiSimulator} reads from other threads is thread-safe. Slow work such as rendering runs
 * on another thread, see {@code HttpExchange.respondAsync}.
 */
@NullMarked
package io.camelgenai.simulator.server;

import org.jspecify.annotations.NullMarked;

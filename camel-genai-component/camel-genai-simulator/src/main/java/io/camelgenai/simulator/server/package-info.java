/**
 * The HTTP server below the providers: connections, routing, the journal, the faults, streams that play over time. Internal.
 *
 * <p>Everything here and everything a provider does runs on one event loop thread, so a provider keeps its state in plain
 * maps; only what {@link io.camelgenai.simulator.GenAiSimulator} reads from outside is thread-safe. What takes longer than
 * a moment (drawing) goes through {@code Call.offload}. What a provider says does not belong here.
 */
@NullMarked
package io.camelgenai.simulator.server;

import org.jspecify.annotations.NullMarked;

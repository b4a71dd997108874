/**
 * What the simulated providers share: generations that age, their store, rate limits, error envelopes, and streams that
 * play over time. Internal. It does not know any provider.
 */
@NullMarked
package io.camelgenai.simulator.provider;

import org.jspecify.annotations.NullMarked;

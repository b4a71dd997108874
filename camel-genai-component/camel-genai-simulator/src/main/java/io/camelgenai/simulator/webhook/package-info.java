/** Webhooks: what the simulated providers send by themselves, signed as they sign it. */
@NullMarked
package io.camelgenai.simulator.webhook;

import org.jspecify.annotations.NullMarked;

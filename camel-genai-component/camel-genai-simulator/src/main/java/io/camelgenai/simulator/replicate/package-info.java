/**
 * Predictions of Replicate: create by model, version and deployment, get, stream, cancel. Internal.
 */
@NullMarked
package io.camelgenai.simulator.replicate;

import org.jspecify.annotations.NullMarked;

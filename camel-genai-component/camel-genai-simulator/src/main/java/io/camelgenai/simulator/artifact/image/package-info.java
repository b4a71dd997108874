/**
 * Draws images that depend only on words and seed: a canvas, a palette, noise, and a few painting styles. Internal.
 */
@NullMarked
package io.camelgenai.simulator.artifact.image;

import org.jspecify.annotations.NullMarked;

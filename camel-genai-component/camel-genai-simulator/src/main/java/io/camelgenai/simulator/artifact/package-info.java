/**
 * The files of generations: encoding images, videos and sounds, signed URLs, byte ranges. Internal. Images are drawn in
 * {@code artifact.image}.
 */
@NullMarked
package io.camelgenai.simulator.artifact;

import org.jspecify.annotations.NullMarked;

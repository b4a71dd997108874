/**
 * The generations of skills.video: created by POST, polled by GET, or streamed by the POST that creates them. Internal.
 */
@NullMarked
package io.camelgenai.simulator.skillsvideo;

import org.jspecify.annotations.NullMarked;

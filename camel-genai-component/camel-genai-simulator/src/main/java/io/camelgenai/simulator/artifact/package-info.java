/**
 * The files that generations leave behind: drawing them, keeping a few, signing their addresses. Internal.
 */
@NullMarked
package io.camelgenai.simulator.artifact;

import org.jspecify.annotations.NullMarked;

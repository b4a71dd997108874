/** Mistral's batch jobs, and the files that they read and write. Internal. */
@NullMarked
package io.camelgenai.simulator.mistralbatch;

import org.jspecify.annotations.NullMarked;

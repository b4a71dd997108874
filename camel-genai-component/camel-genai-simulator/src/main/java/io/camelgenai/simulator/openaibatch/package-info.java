/** OpenAI's batches, and the files that they read and write. Internal. */
@NullMarked
package io.camelgenai.simulator.openaibatch;

import org.jspecify.annotations.NullMarked;

/**
 * What the simulated batches share: lines that are answered one after the other, files that are uploaded, forms. Internal. It
 * does not know any provider.
 */
@NullMarked
package io.camelgenai.simulator.batch;

import org.jspecify.annotations.NullMarked;

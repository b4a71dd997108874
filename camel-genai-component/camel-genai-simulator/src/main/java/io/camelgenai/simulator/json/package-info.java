/**
 * Strict JSON: schemas that report every error in a request body, and templates of response bodies. Internal. How a
 * provider words a validation error is the business of that provider.
 */
@NullMarked
package io.camelgenai.simulator.json;

import org.jspecify.annotations.NullMarked;

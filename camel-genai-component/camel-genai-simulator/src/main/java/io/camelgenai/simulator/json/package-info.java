/**
 * Reading JSON strictly: a shape says which fields there are and what they may hold, and lists every problem. Internal.
 * How a provider words a problem is the matter of that provider.
 */
@NullMarked
package io.camelgenai.simulator.json;

import org.jspecify.annotations.NullMarked;

/**
 * The storage contract in five parts, the values that are stored, and the repository in memory; listeners are notified of what
 * was stored. Calls to providers do not belong here.
 */
@NullMarked
package io.camelgenai.tracking.repository;

import org.jspecify.annotations.NullMarked;

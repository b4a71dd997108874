/**
 * Observes one generation until it is terminal: by stream, by polling, with reconnects, on threads of its own. It knows
 * clients and providers; storage, consumers and other nodes do not belong here.
 */
@NullMarked
package io.camelgenai.tracking.observe;

import org.jspecify.annotations.NullMarked;

/** Files that clients send: in a request, by a form with several parts, or to a signed URL. Every byte is checked. */
@NullMarked
package io.camelgenai.simulator.upload;

import org.jspecify.annotations.NullMarked;

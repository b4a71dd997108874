/**
 * An HTTP server that plays the providers as their documentation describes them. It knows nothing of the component and
 * does not read its descriptors: two readings of one documentation.
 */
@NullMarked
package io.camelgenai.simulator;

import org.jspecify.annotations.NullMarked;

/**
 * What is known of each provider, as data: descriptors in YAML, their catalog, and the mapping between a provider's JSON
 * and our values, in both directions. It knows Jackson and the values, and opens no connection.
 */
@NullMarked
package io.camelgenai.provider;

import org.jspecify.annotations.NullMarked;

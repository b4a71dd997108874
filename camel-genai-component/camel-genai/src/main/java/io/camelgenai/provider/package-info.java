/**
 * Providers as data: the descriptors in YAML, their catalog, and the mapping between a provider's JSON and our values, in
 * both directions. The package knows Jackson and {@code generation}. It opens no connection.
 */
@NullMarked
package io.camelgenai.provider;

import org.jspecify.annotations.NullMarked;

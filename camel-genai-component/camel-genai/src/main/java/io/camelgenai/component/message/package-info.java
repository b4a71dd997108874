/**
 * Conversion of exchanges to requests and of generations to exchanges: input, headers, type converters and data types. Nothing
 * here calls a provider or the storage.
 */
@NullMarked
package io.camelgenai.component.message;

import org.jspecify.annotations.NullMarked;

/**
 * Exchange to request, generation to exchange: input, headers, type converters and data types. It calls neither providers nor
 * storage.
 */
@NullMarked
package io.camelgenai.component.message;

import org.jspecify.annotations.NullMarked;

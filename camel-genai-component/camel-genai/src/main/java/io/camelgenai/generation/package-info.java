/**
 * What a generation is, whoever made it: values and exceptions. They are immutable and know Jackson's tree and nothing
 * else: no HTTP, no provider, no Camel.
 */
@NullMarked
package io.camelgenai.generation;

import org.jspecify.annotations.NullMarked;

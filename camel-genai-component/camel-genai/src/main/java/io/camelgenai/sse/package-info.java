/**
 * The reader of server-sent events: bytes in, events out. The package knows Okio and nothing else: no provider, no HTTP, no
 * JSON, no thread of its own.
 */
@NullMarked
package io.camelgenai.sse;

import org.jspecify.annotations.NullMarked;

/**
 * The webhooks of a provider: whether a request is its own, and what it reports. What the report changes is decided elsewhere.
 */
@NullMarked
package io.camelgenai.client.webhook;

import org.jspecify.annotations.NullMarked;

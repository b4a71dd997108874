/**
 * Tracks generations from created to acknowledged: the {@code Tracker}, its tasks, the other nodes of the cluster, and
 * what needs an operator. It uses the four rooms below it, and knows providers and clients, but no Camel.
 */
@NullMarked
package io.camelgenai.tracking;

import org.jspecify.annotations.NullMarked;

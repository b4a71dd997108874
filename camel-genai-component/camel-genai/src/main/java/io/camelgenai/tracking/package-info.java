/**
 * Follows generations to their terminal status, whoever made them and however long it takes: the creates and their promises,
 * the ways to watch, the tracker and the repository behind it. It knows providers and clients, and no Camel.
 */
@NullMarked
package io.camelgenai.tracking;

import org.jspecify.annotations.NullMarked;

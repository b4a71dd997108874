/**
 * The asynchronous messages of PrivateGPT: create, stream with replay, status, cancel, delete. Internal.
 */
@NullMarked
package io.camelgenai.simulator.privategpt;

import org.jspecify.annotations.NullMarked;

/** What asks for chat completions: the request of all peers, and this component's routes. */
@NullMarked
package io.camelgenai.benchmarks.chat;

import org.jspecify.annotations.NullMarked;

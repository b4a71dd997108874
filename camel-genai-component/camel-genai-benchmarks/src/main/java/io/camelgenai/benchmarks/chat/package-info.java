/** Chat completions: the request of all peers, and the routes of the component. */
@NullMarked
package io.camelgenai.benchmarks.chat;

import org.jspecify.annotations.NullMarked;

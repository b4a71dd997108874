/**
 * One call to a provider: the request, the deadlines around it, what its answer means, and when it is made again. All use
 * of OkHttp is here. It follows nothing over time and stores nothing; that is the floor above.
 */
@NullMarked
package io.camelgenai.client;

import org.jspecify.annotations.NullMarked;

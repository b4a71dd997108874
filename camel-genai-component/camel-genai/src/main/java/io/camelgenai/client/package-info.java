/**
 * One call to a provider: the request, its deadlines, the meaning of its response, and its retries. All use of OkHttp is here.
 * Observation over time and storage do not belong here; they are on the floor above.
 */
@NullMarked
package io.camelgenai.client;

import org.jspecify.annotations.NullMarked;

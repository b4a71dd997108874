/**
 * Chat completions as OpenAI and the servers compatible with it have them, whole or streamed; fast enough to be measured
 * against. Internal.
 */
@NullMarked
package io.camelgenai.simulator.openaichat;

import org.jspecify.annotations.NullMarked;

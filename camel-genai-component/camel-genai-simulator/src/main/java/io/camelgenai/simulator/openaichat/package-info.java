/**
 * Chat completions of OpenAI and compatible servers, complete or streamed; fast enough for benchmarks. Internal.
 */
@NullMarked
package io.camelgenai.simulator.openaichat;

import org.jspecify.annotations.NullMarked;

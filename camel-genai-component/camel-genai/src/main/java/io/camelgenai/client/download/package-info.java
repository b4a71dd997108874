/**
 * Files that generations produced: fetched whole or not at all, from places where they may be fetched from. What a generation is, and
 * how it is asked for, does not belong here.
 */
@NullMarked
package io.camelgenai.client.download;

import org.jspecify.annotations.NullMarked;

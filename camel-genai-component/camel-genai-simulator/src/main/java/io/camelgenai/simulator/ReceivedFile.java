package io.camelgenai.simulator;

/**
 * A file that a client sent to the simulator, whichever way it came.
 *
 * @param provider the provider it went to
 * @param way how it came: {@code url}, which is not fetched, {@code data-uri}, {@code base64}, {@code multipart}, {@code signed-put} or {@code
 *     signed-post}
 * @param name its file name, or where the request has it: a JSON pointer
 * @param mediaType its media type, as the client said; empty for a URL
 * @param size its size in bytes; 0 for a URL
 * @param sha256 the SHA-256 of its content in hexadecimal digits; for a URL the URL itself
 */
public record ReceivedFile(String provider, String way, String name, String mediaType, long size, String sha256) {}

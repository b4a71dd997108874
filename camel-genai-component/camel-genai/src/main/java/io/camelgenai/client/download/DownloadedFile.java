package io.camelgenai.client.download;

import java.nio.file.Path;

/**
 * A file that has arrived whole.
 *
 * @param path where it is; whoever has it deletes it
 * @param mediaType its media type, by its content where that shows it
 * @param extension the extension that fits, without the dot
 * @param length its length in bytes
 * @param sha256 its SHA-256, in hexadecimal digits
 */
public record DownloadedFile(Path path, String mediaType, String extension, long length, String sha256) {}

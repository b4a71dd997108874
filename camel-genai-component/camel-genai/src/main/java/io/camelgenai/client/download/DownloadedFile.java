package io.camelgenai.client.download;

import java.nio.channels.FileChannel;

/**
 * A file that has arrived whole.
 *
 * @param content its content; the file on the disk is gone when this is closed, or the process ends
 * @param mediaType its media type, by its content where that shows it
 * @param extension the extension that fits, without the dot
 * @param length its length in bytes
 * @param sha256 its SHA-256, in hexadecimal digits
 */
public record DownloadedFile(FileChannel content, String mediaType, String extension, long length, String sha256) {}

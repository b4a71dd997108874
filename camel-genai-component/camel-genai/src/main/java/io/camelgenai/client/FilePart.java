package io.camelgenai.client;

/**
 * A file as a part of a create that is a form.
 *
 * @param name the name of the part; several parts may have the same
 * @param file the file
 */
public record FilePart(String name, InputFile file) {}

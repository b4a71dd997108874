package io.camelgenai.tracking.repository.jdbc;

/** What is done about the tables when a node starts. */
public enum SchemaMode {
    /** They are created, or migrated to the current version, by one node at a time. */
    create,
    /** They have to exist in the current version. */
    validate,
    /** Nothing: they are managed elsewhere. */
    none
}

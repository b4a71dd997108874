package io.camelgenai.tracking.repository.jdbc;

/** What is done about the tables when a node starts. */
public enum SchemaMode {
    /** They are created, or brought to this version, by one node at a time. */
    create,
    /** They have to be there in this version. */
    validate,
    /** Nothing: somebody else cares for them. */
    none
}

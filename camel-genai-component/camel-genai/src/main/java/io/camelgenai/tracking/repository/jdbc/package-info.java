/**
 * The repository on PostgreSQL or H2: schema, leases of nodes, and one short statement for each change. It knows JDBC;
 * the callers decide when something changes.
 */
@NullMarked
package io.camelgenai.tracking.repository.jdbc;

import org.jspecify.annotations.NullMarked;

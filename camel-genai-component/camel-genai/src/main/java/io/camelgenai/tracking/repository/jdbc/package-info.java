/**
 * The repository on PostgreSQL or H2: schema, leases of nodes, and one short statement for each change. It knows JDBC;
 * when a change is made is decided above.
 */
@NullMarked
package io.camelgenai.tracking.repository.jdbc;

import org.jspecify.annotations.NullMarked;

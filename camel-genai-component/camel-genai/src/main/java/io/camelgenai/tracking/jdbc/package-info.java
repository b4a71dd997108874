/**
 * What is remembered of generations, on PostgreSQL or H2: the schema and its migrations, the leases of nodes, and a few plain
 * statements for each change. It knows JDBC, and nothing of how generations are made or watched.
 */
@NullMarked
package io.camelgenai.tracking.jdbc;

import org.jspecify.annotations.NullMarked;

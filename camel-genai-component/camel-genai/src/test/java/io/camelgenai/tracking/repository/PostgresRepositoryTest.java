package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.jdbc.Databases;
import javax.sql.DataSource;

/** The repository on a real PostgreSQL server. */
class PostgresRepositoryTest extends JdbcRepositoryContract {

    @Override
    DataSource dataSource() {
        return Databases.postgres();
    }
}

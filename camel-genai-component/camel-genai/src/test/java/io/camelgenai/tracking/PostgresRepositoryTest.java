package io.camelgenai.tracking;

import io.camelgenai.tracking.jdbc.Databases;
import javax.sql.DataSource;

/** The repository on a real PostgreSQL server. */
class PostgresRepositoryTest extends JdbcRepositoryContract {

    @Override
    DataSource dataSource() {
        return Databases.postgres();
    }
}

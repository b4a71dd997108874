package io.camelgenai.component;

import io.camelgenai.tracking.repository.jdbc.Databases;
import javax.sql.DataSource;

/** F87 on a real PostgreSQL server. */
class LostAnswersOnPostgresTest extends LostAnswersContract {

    @Override
    DataSource dataSource() {
        return Databases.postgres();
    }
}

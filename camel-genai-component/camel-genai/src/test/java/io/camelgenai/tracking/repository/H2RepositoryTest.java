package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.jdbc.Databases;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

/** The repository on H2, in a file. */
class H2RepositoryTest extends JdbcRepositoryContract {

    @TempDir
    static Path folder;

    @Override
    DataSource dataSource() {
        return Databases.h2(folder);
    }
}

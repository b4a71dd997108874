package io.camelgenai.component;

import io.camelgenai.tracking.repository.jdbc.Databases;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

/** F87 on H2, in a file. */
class LostAnswersOnH2Test extends LostAnswersContract {

    @TempDir
    Path folder;

    @Override
    DataSource dataSource() {
        return Databases.h2(folder);
    }
}

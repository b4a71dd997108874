package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads every generation in an H2 database once, so that a damaged file is refused at the start, and not found out when
 * something in it is needed: H2 checks its own records, but not what stands in them.
 */
final class Inspection {

    private static final int PAGE = 1000;

    private Inspection() {}

    /** @throws SQLException when one can not be read */
    static void readAll(Connection connection) throws SQLException {
        List<Long> page = List.of();
        do {
            page = Sql.query(
                    connection,
                    "SELECT _ROWID_, " + GenerationRows.COLUMNS
                            + " FROM genai_generation WHERE _ROWID_ > ? ORDER BY _ROWID_" + " FETCH FIRST " + PAGE
                            + " ROWS ONLY",
                    Inspection::read,
                    page.isEmpty() ? Long.MIN_VALUE : page.get(page.size() - 1));
        } while (page.size() == PAGE);
    }

    private static long read(ResultSet row) throws SQLException {
        try {
            GenerationRows.read(row);
            return row.getLong(1);
        } catch (RuntimeException e) {
            throw new SQLException(
                    "Generation " + row.getString("record_key") + " in the table genai_generation of "
                            + row.getStatement().getConnection().getMetaData().getURL()
                            + " can not be read, so the file of the database is damaged: restore it from a backup, or delete"
                            + " that row, and with it all that is known of this generation",
                    e);
        }
    }
}

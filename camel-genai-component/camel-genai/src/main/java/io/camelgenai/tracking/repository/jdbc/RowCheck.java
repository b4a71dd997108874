package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads every generation in an H2 database once, so that a damaged file is refused at the start and not when one of them is
 * needed. H2 detects damage to its own structure, but not to the data in it.
 */
final class RowCheck {

    private static final int PAGE = 1000;

    private RowCheck() {}

    /** @throws SQLException when a row cannot be read */
    static void readAll(Connection connection) throws SQLException {
        List<Long> page = List.of();
        do {
            page = Sql.query(
                    connection,
                    "SELECT _ROWID_, " + GenerationRows.COLUMNS + " FROM genai_generation WHERE _ROWID_ > ?"
                            + " ORDER BY _ROWID_ FETCH FIRST " + PAGE + " ROWS ONLY",
                    RowCheck::read,
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
                            + " cannot be read, so the file of the database is damaged: restore it from a backup, or delete"
                            + " that row, and with it all that is known of this generation",
                    e);
        }
    }
}

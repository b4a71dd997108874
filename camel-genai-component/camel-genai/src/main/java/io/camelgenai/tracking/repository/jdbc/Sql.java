package io.camelgenai.tracking.repository.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes statements with their values. */
final class Sql {

    private static final String UNIQUE_VIOLATION = "23505";

    private Sql() {}

    /** Reads one row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @return how many rows were changed */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return CancelableWork.execute(statement, statement::executeUpdate);
        }
    }

    /** @return whether a row was written; false also where it is not inserted since it exists */
    static boolean write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try {
            return update(connection, sql, values) > 0;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Executes a statement for each of these rows of values, in one round trip.
     *
     * @return how many rows each of them changed
     */
    static int[] updateAll(Connection connection, String sql, List<@Nullable Object[]> values) throws SQLException {
        if (values.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] each : values) {
                bind(statement, each);
                statement.addBatch();
            }
            return CancelableWork.execute(statement, statement::executeBatch);
        } catch (BatchUpdateException e) {
            throw withoutValues(e);
        }
    }

    /** The failure of one statement: the message of the whole may quote the statement with its values. */
    private static SQLException withoutValues(BatchUpdateException all) {
        SQLException one = all.getNextException();
        return one == null ? new SQLException("One of several statements failed", all.getSQLState()) : one;
    }

    static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = CancelableWork.execute(statement, statement::executeQuery)) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        }
    }

    /** The values of a statement, and more of them at the end. */
    static @Nullable Object[] append(@Nullable Object[] values, Object... more) {
        @Nullable Object[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    /** Only texts can be null. */
    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}

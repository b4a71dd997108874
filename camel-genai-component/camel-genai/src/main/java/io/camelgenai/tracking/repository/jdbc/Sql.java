package io.camelgenai.tracking.repository.jdbc;

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

    /** Executes a statement for each of these rows of values, in one round trip. */
    static void updateAll(Connection connection, String sql, List<@Nullable Object[]> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] each : values) {
                bind(statement, each);
                statement.addBatch();
            }
            CancelableWork.execute(statement, statement::executeBatch);
        }
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

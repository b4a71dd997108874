package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** The leases of an application's nodes on PostgreSQL, read past the nodes themselves. Times are those of the database. */
public final class Leases {

    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)";

    private Leases() {}

    /** Nodes with a valid lease. */
    public static int valid(String application) {
        return count(application, "expires_at >= " + NOW);
    }

    /** Nodes whose lease was valid for its whole length without a gap: these reclaim the generations of others. */
    public static int steady(String application, Duration lease) {
        return count(application, "expires_at >= " + NOW + " AND steady_since + " + lease.toMillis() + " < " + NOW);
    }

    /** Nodes whose lease expired at least this long ago. */
    public static int expired(String application, Duration ago) {
        return count(application, "expires_at + " + ago.toMillis() + " < " + NOW);
    }

    private static int count(String application, String condition) {
        try (Connection connection = Databases.postgres().getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT COUNT(*) FROM genai_node WHERE application = ? AND " + condition)) {
            count.setString(1, application);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

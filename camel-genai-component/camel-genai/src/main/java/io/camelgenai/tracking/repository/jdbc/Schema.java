package io.camelgenai.tracking.repository.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The tables, in versions that each add to the one before. */
final class Schema {

    /** The version that this code knows. */
    static final int VERSION = 3;

    private final Dialect dialect;

    Schema(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws SQLException when the tables are not, or do not become, what this code knows */
    void prepare(Connection connection, SchemaMode mode) throws SQLException {
        switch (mode) {
            case create -> create(connection);
            case validate -> validate(connection);
            case none -> {}
        }
    }

    private void create(Connection connection) throws SQLException {
        dialect.lockSchema(connection);
        Sql.update(
                connection,
                "CREATE TABLE IF NOT EXISTS genai_schema (version INTEGER PRIMARY KEY, applied BIGINT NOT NULL)");
        for (int next = knownVersion(connection) + 1; next <= VERSION; next++) {
            for (String statement : migration(next).split(";\\s*\\n")) {
                Sql.update(connection, statement);
            }
            Sql.update(connection, dialect.sql("INSERT INTO genai_schema VALUES (?, {now})"), next);
        }
    }

    private void validate(Connection connection) throws SQLException {
        if (!hasVersions(connection)) {
            throw new SQLException("The database has no tables of the repository: create them, or use schema=create");
        }
        int version = knownVersion(connection);
        if (version < VERSION) {
            throw new SQLException("The tables of the repository are of version " + version + ", and " + VERSION
                    + " is needed: apply the migrations, or use schema=create");
        }
    }

    /** The version of the tables; a newer one may mean something that this code does not know. */
    private static int knownVersion(Connection connection) throws SQLException {
        List<Integer> versions =
                Sql.query(connection, "SELECT COALESCE(MAX(version), 0) FROM genai_schema", row -> row.getInt(1));
        int version = versions.get(0);
        if (version > VERSION) {
            throw new SQLException("The tables of the repository are of version " + version + ", and this node knows no"
                    + " more than " + VERSION + ": update it");
        }
        return version;
    }

    private static boolean hasVersions(Connection connection) throws SQLException {
        String name = "genai_schema";
        String stored = connection.getMetaData().storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), stored, null)) {
            return tables.next();
        }
    }

    private static String migration(int version) {
        try (InputStream file = Schema.class.getResourceAsStream(version + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("Migration " + version + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Migration " + version + " can not be read", e);
        }
    }
}

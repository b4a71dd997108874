package io.camelgenai.tracking.repository.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Creates and checks the tables. Each version is a migration from the version before, in a file named after it, and after the
 * database where it is for that one only.
 */
final class Schema {

    /** The current version. */
    static final int VERSION = 3;

    private final Dialect dialect;
    private final int version;

    Schema(Dialect dialect) {
        this(dialect, VERSION);
    }

    /** @param version the version that is needed */
    Schema(Dialect dialect, int version) {
        this.dialect = dialect;
        this.version = version;
    }

    /** @throws SQLException when the tables do not have, or cannot be given, the version that is needed */
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
                "CREATE TABLE IF NOT EXISTS genai_schema (version INTEGER PRIMARY KEY, applied_at BIGINT NOT NULL)");
        for (int next = existingVersion(connection) + 1; next <= version; next++) {
            for (String statement : migration(next).split(";\\s*\\n")) {
                if (!statement.isBlank()) {
                    Sql.update(connection, statement);
                }
            }
            Sql.update(connection, dialect.sql("INSERT INTO genai_schema VALUES (?, {now})"), next);
        }
    }

    private void validate(Connection connection) throws SQLException {
        if (!hasVersions(connection)) {
            throw new SQLException("The database has no tables of the repository: create them, or use schema=create");
        }
        int existing = existingVersion(connection);
        if (existing < version) {
            throw new SQLException("The tables of the repository have version " + existing + ", and version " + version
                    + " is needed: apply the migrations, or use schema=create");
        }
    }

    /** @throws SQLException when the tables have a newer version, which this code does not know */
    private int existingVersion(Connection connection) throws SQLException {
        List<Integer> versions =
                Sql.query(connection, "SELECT COALESCE(MAX(version), 0) FROM genai_schema", row -> row.getInt(1));
        int existing = versions.get(0);
        if (existing > version) {
            throw new SQLException("The tables of the repository have version " + existing
                    + ", and this node knows versions up to " + version + " only: update it");
        }
        return existing;
    }

    private static boolean hasVersions(Connection connection) throws SQLException {
        String name = "genai_schema";
        String stored = connection.getMetaData().storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), stored, null)) {
            return tables.next();
        }
    }

    private String migration(int version) {
        String name = dialect.name().toLowerCase(Locale.ROOT);
        return file(version + ".sql")
                .or(() -> file(version + "." + name + ".sql"))
                .orElse("");
    }

    private static Optional<String> file(String name) {
        try (InputStream file = Schema.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Migration " + name + " cannot be read", e);
        }
    }
}

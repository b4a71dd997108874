package io.camelgenai.tracking.repository.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * A small file beside an H2 database that contains the highest fence that a node got. H2 opens a truncated file as an older or
 * an empty database, without an error; such a database gives out a fence for the second time, which this file shows.
 */
final class WitnessFile {

    private static final String DATABASE = ".mv.db";
    private static final String WITNESS = ".witness";

    /** Written once the database was found to be older: it stays refused however many fences it gives out. */
    private static final long REFUSED = Long.MAX_VALUE;

    private final Path database;
    private final Path file;

    private WitnessFile(String path) {
        this.database = Path.of(path + DATABASE);
        this.file = Path.of(path + WITNESS);
    }

    /** Empty where the H2 database is not a file of this machine. */
    static Optional<WitnessFile> of(Connection connection) throws SQLException {
        String path = Sql.query(
                        connection, "CALL DATABASE_PATH()", row -> Objects.requireNonNullElse(row.getString(1), ""))
                .get(0);
        try {
            return Optional.of(path)
                    .filter(each -> !each.isEmpty())
                    .map(WitnessFile::new)
                    .filter(each -> Files.isRegularFile(each.database));
        } catch (InvalidPathException elsewhere) {
            return Optional.empty();
        }
    }

    /**
     * Notes the fence that this node got.
     *
     * @throws SQLException when a node got that, or a higher one, before
     */
    void note(long fence) throws SQLException {
        try {
            if (Files.exists(file) && fence <= highest()) {
                write(REFUSED);
                throw new SQLException("The database " + database
                        + " is older than it was when a node last started: it was truncated or replaced, and what was stored"
                        + " since then is lost. Restore it from a backup, or continue with what is there; in both cases delete "
                        + file + " before the next start");
            }
            write(fence);
        } catch (IOException e) {
            throw new SQLException(
                    "The file " + file
                            + " cannot be read or written: it is needed to check whether the database beside it"
                            + " is complete",
                    e);
        }
    }

    /** An unreadable number proves nothing. */
    private long highest() throws IOException {
        String number = Files.readString(file).trim();
        return number.matches("[0-9]{1,19}") ? Long.parseLong(number) : 0;
    }

    private void write(long fence) throws IOException {
        Path next = Path.of(file + ".new");
        Files.writeString(next, fence + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

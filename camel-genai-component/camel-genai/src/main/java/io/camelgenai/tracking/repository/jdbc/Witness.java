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
 * A small file beside the file of a database, which tells the highest fence that a node was given. H2 opens a file that was
 * cut short as an older or an empty database, and says nothing of it; it then gives fences a second time, and that is seen
 * here.
 */
final class Witness {

    private static final String DATABASE = ".mv.db";
    private static final String WITNESS = ".witness";

    /** The database was seen to be older: more fences do not make it whole. */
    private static final long REFUSED = Long.MAX_VALUE;

    private final Path database;
    private final Path file;

    private Witness(String path) {
        this.database = Path.of(path + DATABASE);
        this.file = Path.of(path + WITNESS);
    }

    /** Empty where an H2 database is not in a file of this machine. */
    static Optional<Witness> of(Connection connection) throws SQLException {
        String path = Sql.query(
                        connection, "CALL DATABASE_PATH()", row -> Objects.requireNonNullElse(row.getString(1), ""))
                .get(0);
        try {
            return Optional.of(path)
                    .filter(each -> !each.isEmpty())
                    .map(Witness::new)
                    .filter(each -> Files.isRegularFile(each.database));
        } catch (InvalidPathException elsewhere) {
            return Optional.empty();
        }
    }

    /**
     * A node was given this fence.
     *
     * @throws SQLException when that, or a higher one, was given before
     */
    void saw(long fence) throws SQLException {
        try {
            if (Files.exists(file) && fence <= highest()) {
                write(REFUSED);
                throw new SQLException("The database " + database
                        + " is older than it was when a node last started: it was"
                        + " cut short, or replaced, and what it remembered since then is lost. Restore it from a backup,"
                        + " or go on with what is there; in both cases delete " + file + " before the next start");
            }
            write(fence);
        } catch (IOException e) {
            throw new SQLException(
                    "The file " + file + " can not be read or written: it is needed to see whether the"
                            + " database beside it is whole",
                    e);
        }
    }

    /** One that can not be read is no evidence. */
    private long highest() throws IOException {
        String told = Files.readString(file).trim();
        return told.matches("[0-9]{1,19}") ? Long.parseLong(told) : 0;
    }

    private void write(long fence) throws IOException {
        Path next = Path.of(file + ".new");
        Files.writeString(next, fence + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

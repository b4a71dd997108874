package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Promise 3: a write is durable, whatever becomes of the caller's transaction. */
class OwnTransactionTest {

    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    /** Like a transaction manager: within a transaction it returns its connection, which the caller neither commits nor closes. */
    private static DataSource transactionAware(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                OwnTransactionTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Connection joined = CURRENT.get();
                    return joined == null ? method.invoke(real, arguments) : unowned(joined);
                });
    }

    private static Connection unowned(Connection joined) {
        Set<String> ignored = Set.of("commit", "rollback", "close", "setAutoCommit");
        return (Connection) Proxy.newProxyInstance(
                OwnTransactionTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return ignored.contains(method.getName()) ? null : method.invoke(joined, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aRollbackOfTheCallerUndoesNoWrite() throws SQLException {
        DataSource real = Databases.postgres();
        Transactions transactions = new Transactions(transactionAware(real), 2, Duration.ofSeconds(60), "");
        try (Connection transaction = real.getConnection()) {
            Sql.update(transaction, "CREATE TABLE IF NOT EXISTS own_transaction (name TEXT)");
            transaction.setAutoCommit(false);
            CURRENT.set(transaction);
            Sql.update(transaction, "INSERT INTO own_transaction VALUES ('of the caller')");
            transactions.run(c -> Sql.update(c, "INSERT INTO own_transaction VALUES ('of the repository')"));
            transaction.rollback();
            CURRENT.remove();

            assertThat(Sql.query(transaction, "SELECT name FROM own_transaction", row -> row.getString(1)))
                    .containsExactly("of the repository");
        } finally {
            CURRENT.remove();
            transactions.close();
        }
    }
}

package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who takes ends, on any node: a row for each thing that is listened to, with the time when a listener was there. */
final class ConsumerRegistrations {

    private final NodeStore store;

    ConsumerRegistrations(NodeStore store) {
        this.store = store;
    }

    void register(Subscription listener) {
        String name = RecordKey.of(
                new Origin(
                        listener.provider(),
                        listener.model(),
                        listener.connection(),
                        listener.channel(),
                        null,
                        Map.of()),
                String.valueOf(listener.model()));
        store.run(connection -> {
            int known = Sql.update(
                    connection,
                    store.sql("UPDATE genai_listener SET seen = {now} WHERE application = ? AND name = ?"),
                    store.application(),
                    name);
            return known == 1 || insert(connection, name, listener);
        });
    }

    private boolean insert(Connection connection, String name, Subscription listener) throws SQLException {
        return store.once(
                connection,
                () -> Sql.update(
                        connection,
                        store.sql("INSERT INTO genai_listener (application, name, provider, model, connection_name,"
                                + " channel, seen) VALUES (?, ?, ?, ?, ?, ?, {now})"),
                        store.application(),
                        name,
                        listener.provider(),
                        GenerationRows.plain(listener.model()),
                        listener.connection(),
                        listener.channel()));
    }

    List<Subscription> registeredWithin(Duration time) {
        return store.run(connection -> Sql.query(
                connection,
                store.sql("SELECT provider, model, connection_name, channel FROM genai_listener"
                        + " WHERE application = ? AND seen >= {now} - ?"),
                row -> new Subscription(
                        Kind.TERMINAL, row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                store.application(),
                time.toMillis()));
    }

    void purge(Duration time) {
        store.run(connection -> Sql.update(
                connection,
                store.sql("DELETE FROM genai_listener WHERE application = ? AND seen < {now} - ?"),
                store.application(),
                time.toMillis()));
    }
}

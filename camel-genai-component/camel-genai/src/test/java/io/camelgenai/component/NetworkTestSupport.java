package io.camelgenai.component;

import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;

/** Tests with a network between the component and PostgreSQL that can be cut, or hang. */
abstract class NetworkTestSupport extends GenAiTestSupport {

    final TcpProxy network = network();

    private static TcpProxy network() {
        try {
            return new TcpProxy(Databases.postgresPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @AfterEach
    void leavesNothing() {
        try {
            network.hang(false);
            super.leavesNothing();
        } finally {
            network.close();
        }
    }
}

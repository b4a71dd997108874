package io.camelgenai.examples.ordersoverjms;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker in this process, which stores its messages in a folder. */
final class Broker implements AutoCloseable {

    private static final String ADDRESS = "vm://0";
    private static final long REDELIVERY_MILLIS = 200;
    private static final int UNLIMITED = -1;

    private final Path folder;
    private EmbeddedActiveMQ server;

    private Broker(Path folder, EmbeddedActiveMQ server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts a broker with the messages in the folder. */
    static Broker start(Path folder) throws Exception {
        return new Broker(folder, started(folder));
    }

    private static EmbeddedActiveMQ started(Path folder) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("in-process", ADDRESS)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setRedeliveryDelay(REDELIVERY_MILLIS)
                                .setMaxDeliveryAttempts(UNLIMITED));
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        return server;
    }

    /** Stops the broker, which interrupts its connections. */
    void stop() throws Exception {
        server.stop();
    }

    /** Restarts the broker after it was stopped. */
    void restart() throws Exception {
        server = started(folder);
    }

    /** Connections to the broker, also after a restart. */
    ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(ADDRESS);
    }

    /** Stops the broker, and the threads that its client keeps for all connections of a process. */
    @Override
    public void close() throws Exception {
        server.stop();
        ActiveMQClient.clearThreadPools();
        InVMConnector.resetThreadPool();
    }
}

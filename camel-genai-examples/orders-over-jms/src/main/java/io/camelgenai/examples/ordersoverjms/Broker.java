package io.camelgenai.examples.ordersoverjms;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker in this process, that keeps its messages in a folder. */
final class Broker implements AutoCloseable {

    private static final String ADDRESS = "vm://0";
    private static final long REDELIVERY_MILLIS = 200;
    private static final int AGAIN_AND_AGAIN = -1;

    private final Path folder;
    private EmbeddedActiveMQ server;

    private Broker(Path folder, EmbeddedActiveMQ server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts it with what the folder holds. */
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
                                .setMaxDeliveryAttempts(AGAIN_AND_AGAIN));
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        return server;
    }

    /** Stops it; connections break. */
    void stop() throws Exception {
        server.stop();
    }

    /** Starts it again after it was stopped. */
    void startAgain() throws Exception {
        server = started(folder);
    }

    /** Connections to it, also after it was started again. */
    ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(ADDRESS);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}

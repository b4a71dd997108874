package io.camelgenai.starter;

import io.camelgenai.tracking.repository.jdbc.SchemaMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where generations are remembered, when that is to be the application's own database. */
@ConfigurationProperties(prefix = GenAiRepositoryProperties.PREFIX, ignoreUnknownFields = false)
public class GenAiRepositoryProperties {

    static final String PREFIX = "camel.genai.repository";

    /** What remembers generations. */
    public enum Type {
        /** The component itself, until the process ends; unless the application has a repository of its own. */
        MEMORY,
        /** The database of the application's DataSource. */
        JDBC
    }

    /** Where generations are remembered: in memory, or in the database of the application's DataSource. */
    private Type type = Type.MEMORY;

    /** The bean name of the DataSource, where the application has several. */
    private @Nullable String dataSource;

    /**
     * Keeps this application apart from others on the same tables; all its nodes bear the same. By default
     * spring.application.name.
     */
    private @Nullable String application;

    /** What is done about the tables at the start: they are created, only validated, or not looked at. */
    private SchemaMode schema = SchemaMode.create;

    /** How long a node that is not heard of is taken for alive; the same on all nodes. */
    private Duration lease = Duration.ofSeconds(30);

    /** How many connections are used at the same time at the most, besides one for the lease. */
    private int connections = 8;

    public Type getType() {
        return type;
    }

    public void setType(Type type) {
        this.type = type;
    }

    public @Nullable String getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable String dataSource) {
        this.dataSource = dataSource;
    }

    public @Nullable String getApplication() {
        return application;
    }

    public void setApplication(@Nullable String application) {
        this.application = application;
    }

    public SchemaMode getSchema() {
        return schema;
    }

    public void setSchema(SchemaMode schema) {
        this.schema = schema;
    }

    public Duration getLease() {
        return lease;
    }

    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public int getConnections() {
        return connections;
    }

    public void setConnections(int connections) {
        this.connections = connections;
    }
}

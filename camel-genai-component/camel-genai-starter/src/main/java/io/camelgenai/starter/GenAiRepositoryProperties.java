package io.camelgenai.starter;

import io.camelgenai.tracking.repository.jdbc.SchemaMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The repository that stores generations. */
@ConfigurationProperties(prefix = GenAiRepositoryProperties.PREFIX, ignoreUnknownFields = false)
public class GenAiRepositoryProperties {

    static final String PREFIX = "camel.genai.repository";

    /** The kinds of repositories. */
    public enum Type {
        /** The component's memory, until the process ends; a repository bean of the application takes precedence. */
        MEMORY,
        /** The database of the application's DataSource. */
        JDBC
    }

    /** Where generations are stored: in memory, or in the database of the application's DataSource. */
    private Type type = Type.MEMORY;

    /** The bean name of the DataSource, if the application has several. */
    private @Nullable String dataSource;

    /**
     * The name that separates this application from others in the same tables; the same on all its nodes. By default
     * spring.application.name.
     */
    private @Nullable String application;

    /** What happens to the tables at the start: they are created, validated only, or not checked. */
    private SchemaMode schema = SchemaMode.create;

    /** How long a node keeps its generations without renewing its lease; the same on all nodes. */
    private Duration lease = Duration.ofSeconds(30);

    /** The maximum number of connections that are used concurrently, besides one for the lease. */
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

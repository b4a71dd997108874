package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A small application that creates a generation for each order, saves its picture and records each delivery in a file. It halts when it
 * reaches one of the moments of F61 for the second time. It runs in a separate process, and again, without halting, in the test.
 */
final class CrashFlow implements AutoCloseable {

    static final int ORDERS = 3;
    private static final int MAX_REPEATS = 10;
    static final Duration LEASE = Duration.ofMillis(Integer.getInteger("crash.lease", 1000));

    private static final int HALTED = 3;
    private static final Map<String, String> MODELS =
            Map.of("skills-video", "/google/nano-banana-pro?", "twelvelabs", "?param.knowledge_store_id=ks_films&");

    /** The moment at which it halts. */
    enum Moment {
        BEFORE_POST("CreateStore.begin", true),
        AFTER_POST(null, true),
        AFTER_RESPONSE("CreateStore.accepted", true),
        AFTER_STORE("CreateStore.accepted", false),
        DURING_DOWNLOAD(null, true),
        AFTER_TERMINAL("TrackingStore.terminal", false),
        AFTER_ROUTE("DeliveryStore.acknowledge", true),
        NEVER(null, true);

        private final String method;
        private final boolean before;

        Moment(String method, boolean before) {
            this.method = method == null ? null : InterceptedRepository.method(method);
            this.before = before;
        }
    }

    /**
     * One run.
     *
     * @param database the JDBC URL
     * @param application its name in the database
     * @param providers the providers, separated by commas; each receives an order in turn
     * @param simulator its base URL
     * @param delivered the file that records the deliveries
     */
    record Place(String database, String application, String providers, String simulator, Path delivered) {

        List<String> each() {
            return List.of(providers.split(","));
        }

        /** The folder with the pictures of the orders. */
        Path pictures() {
            return delivered.resolveSibling(delivered.getFileName() + ".pictures");
        }

        /** While this file exists, a child does not commit a renewal of its lease. */
        Path renewalPause() {
            return delivered.resolveSibling(delivered.getFileName() + ".renewal");
        }

        /** Exists when a renewal waits for its commit. */
        Path renewalPaused() {
            return delivered.resolveSibling(delivered.getFileName() + ".renewal-paused");
        }

        /** While this file exists, the route of a child does not complete. */
        Path pause() {
            return delivered.resolveSibling(delivered.getFileName() + ".pause");
        }
    }

    final DefaultCamelContext context = new DefaultCamelContext();
    private final Place place;
    private final Moment moment;
    private final AtomicInteger visits = new AtomicInteger();
    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile boolean pausable;

    CrashFlow(Place place, Moment moment) throws Exception {
        this.place = place;
        this.moment = moment;
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(halting(repository()));
        for (String provider : place.each()) {
            component.getConnections().put(provider, connection(provider));
        }
        context.addRoutes(routes());
        context.start();
    }

    private ConnectionConfiguration connection(String provider) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setProvider(provider);
        connection.setBaseUrl(place.simulator() + "/" + provider);
        connection.setApiKey(provider.equals("privategpt") ? null : GenAiTestSupport.keyOf(provider));
        connection.setRetryDelay(Duration.ofMillis(20));
        connection.setHttpClient(new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void responseHeadersStart(Call call) {
                        if (moment == Moment.AFTER_POST
                                && call.request().method().equals("POST")) {
                            visit();
                        }
                    }

                    @Override
                    public void responseBodyStart(Call call) {
                        if (moment == Moment.DURING_DOWNLOAD
                                && call.request().url().encodedPath().contains("/files/")) {
                            visit();
                        }
                    }
                })
                .build());
        return connection;
    }

    private GenerationRepository repository() {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(dataSource());
        repository.setApplication(place.application());
        repository.setLease(LEASE);
        return repository;
    }

    private DataSource dataSource() {
        if (place.database().startsWith("jdbc:h2")) {
            JdbcDataSource file = new JdbcDataSource();
            file.setURL(place.database());
            file.setUser("sa");
            return Databases.pooled(file);
        }
        PGSimpleDataSource server = new PausedRenewals();
        server.setUrl(place.database());
        return server;
    }

    /** A database whose commits of a renewal can be delayed. */
    private final class PausedRenewals extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("commit")
                                && Thread.currentThread().getName().contains("lease")) {
                            pause();
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void pause() throws IOException {
            while (pausable && Files.exists(place.renewalPause())) {
                Files.writeString(place.renewalPaused(), "");
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private GenerationRepository halting(GenerationRepository repository) {
        return new InterceptedRepository(repository, (method, call) -> {
            boolean here = method.equals(moment.method);
            if (here && moment.before) {
                visit();
            }
            Object result = call.call();
            if (moment == Moment.AFTER_TERMINAL && here) {
                sent.await();
            }
            if (here && !moment.before) {
                visit();
            }
            return result;
        });
    }

    private void visit() {
        if (visits.incrementAndGet() == 2) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String provider : place.each()) {
                    from("direct:" + provider)
                            .to("genai:" + provider + MODELS.getOrDefault(provider, "/flux-1.1-pro?")
                                    + "operation=create&idempotencyKey=${header.order}&carryHeaders=order");
                    RouteDefinition completed = from("genai:" + provider);
                    if (provider.equals("llmstats")) {
                        savePictures(completed);
                    }
                    completed.process(exchange -> record(exchange));
                }
            }
        };
    }

    private void savePictures(RouteDefinition completed) {
        completed
                .split()
                .simple("${body.artifacts}")
                .to("genai:llmstats?operation=download")
                .to("file:" + place.pictures() + "?fileName=${header.order}.png&tempPrefix=.part-");
    }

    /** The file outlives a halt; no create is in flight when the process halts after a route, or after a terminal state. */
    private void record(Exchange exchange) throws IOException, InterruptedException {
        if (moment == Moment.AFTER_ROUTE) {
            sent.await();
        }
        boolean again = exchange.getMessage().getHeader(GenAiConstants.REDELIVERED) != null;
        String line = exchange.getMessage().getHeader("order") + " "
                + exchange.getMessage().getBody(Generation.class).status() + (again ? " again" : "") + "\n";
        synchronized (this) {
            Files.writeString(place.delivered(), line, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        }
        while (pausable && Files.exists(place.pause())) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /**
     * The source sends the order, again after a crash, and several times where the provider refuses it.
     *
     * @return whether its outcome is unknown
     */
    boolean order(int number) {
        Exchange done = send(number);
        for (int more = 0; more < MAX_REPEATS && done.getException(GenAiHttpException.class) != null; more++) {
            done = send(number);
        }
        if (done.getException() != null && done.getException(GenerationOutcomeUnknownException.class) == null) {
            throw new IllegalStateException("The order failed", done.getException());
        }
        return done.getException() != null;
    }

    private Exchange send(int number) {
        String provider = place.each().get(number % place.each().size());
        return context.createProducerTemplate().request("direct:" + provider, exchange -> {
            exchange.getMessage().setBody("a crash in the night");
            exchange.getMessage().setHeader("order", "order-" + number);
        });
    }

    @Override
    public void close() {
        context.stop();
    }

    /** Runs until it halts. */
    public static void main(String[] arguments) throws Exception {
        CrashFlow flow = new CrashFlow(
                new Place(arguments[0], arguments[1], arguments[2], arguments[3], Path.of(arguments[4])),
                Moment.valueOf(arguments[5]));
        flow.pausable = true;
        for (int i = Integer.parseInt(arguments[6]); i < Integer.parseInt(arguments[7]); i++) {
            flow.order(i);
        }
        flow.sent.countDown();
        new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    }
}

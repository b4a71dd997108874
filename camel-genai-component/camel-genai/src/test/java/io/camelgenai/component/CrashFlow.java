package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A small application: it creates a generation for each order, and writes down what it was told of. It halts at one of the
 * five moments of F61 when it comes there for the second time. It runs in a process of its own, and once more, without
 * halting, in the test.
 */
final class CrashFlow implements AutoCloseable {

    static final int ORDERS = 3;
    private static final int GIVEN_AGAIN = 10;
    static final Duration LEASE = Duration.ofMillis(Integer.getInteger("crash.lease", 1000));

    private static final int HALTED = 3;
    private static final Map<String, String> MODELS =
            Map.of("skills-video", "/google/nano-banana-pro?", "twelvelabs", "?param.knowledge_store_id=ks_films&");

    /** Where it halts. */
    enum Moment {
        BEFORE_POST("begin", true),
        AFTER_POST(null, true),
        AFTER_RESPONSE("accepted", true),
        AFTER_STORE("accepted", false),
        AFTER_ROUTE("acknowledged", true),
        NEVER(null, true);

        private final String method;
        private final boolean before;

        Moment(String method, boolean before) {
            this.method = method;
            this.before = before;
        }
    }

    /**
     * One run.
     *
     * @param database the JDBC URL
     * @param application its name in the database
     * @param providers the providers, parted by commas; the orders go to each in turn
     * @param simulator where they are
     * @param told where it writes what it was told of
     */
    record Place(String database, String application, String providers, String simulator, Path told) {

        List<String> each() {
            return List.of(providers.split(","));
        }

        /** While this file is there, a child's route does not end. */
        Path hold() {
            return told.resolveSibling(told.getFileName() + ".hold");
        }
    }

    final DefaultCamelContext context = new DefaultCamelContext();
    private final Place place;
    private final Moment moment;
    private final AtomicInteger visits = new AtomicInteger();
    private final CountDownLatch sent = new CountDownLatch(1);
    private boolean held;

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
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(place.database());
        return server;
    }

    private GenerationRepository halting(GenerationRepository repository) {
        return (GenerationRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {GenerationRepository.class},
                (proxy, method, arguments) -> {
                    boolean here = method.getName().equals(moment.method);
                    try {
                        if (here && moment.before) {
                            visit();
                        }
                        Object result = method.invoke(repository, arguments);
                        if (here && !moment.before) {
                            visit();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
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
                    from("genai:" + provider).process(exchange -> tell(exchange));
                }
            }
        };
    }

    /** What is written stays written when the process halts; no create is on its way when it halts after a route. */
    private void tell(Exchange exchange) throws IOException, InterruptedException {
        if (moment == Moment.AFTER_ROUTE) {
            sent.await();
        }
        boolean again = exchange.getMessage().getHeader(GenAiConstants.REDELIVERED) != null;
        String line = exchange.getMessage().getHeader("order") + " "
                + exchange.getMessage().getBody(Generation.class).status() + (again ? " again" : "") + "\n";
        synchronized (this) {
            Files.writeString(place.told(), line, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        }
        while (held && Files.exists(place.hold())) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /**
     * The source gives the order, once more after a crash, and some more times where the provider refuses it.
     *
     * @return whether its outcome is unknown
     */
    boolean order(int number) {
        Exchange done = given(number);
        for (int more = 0; more < GIVEN_AGAIN && done.getException(GenAiHttpException.class) != null; more++) {
            done = given(number);
        }
        if (done.getException() != null && done.getException(GenerationOutcomeUnknownException.class) == null) {
            throw new IllegalStateException("The order failed", done.getException());
        }
        return done.getException() != null;
    }

    private Exchange given(int number) {
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
        flow.held = true;
        for (int i = Integer.parseInt(arguments[6]); i < Integer.parseInt(arguments[7]); i++) {
            flow.order(i);
        }
        flow.sent.countDown();
        new CountDownLatch(1).await(30, TimeUnit.SECONDS);
    }
}

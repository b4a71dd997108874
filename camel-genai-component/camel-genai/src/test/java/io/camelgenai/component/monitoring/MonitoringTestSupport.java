package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiTestSupport;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.Usage;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes that bring about everything that an operator should see. */
abstract class MonitoringTestSupport extends GenAiTestSupport {

    /** How many deliveries the route of the parked channel still fails on. */
    final AtomicInteger failingDeliveries = new AtomicInteger();

    /** Each permit lets one event of the text channel pass. */
    final Semaphore events = new Semaphore(1_000_000);

    /** Whether reads of the repository fail. */
    final AtomicBoolean repositoryUnavailable = new AtomicBoolean();

    /** With JMX. */
    @Override
    public CamelContext newContext() {
        return new DefaultCamelContext();
    }

    @Override
    public void routes(RouteBuilder routes) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(sometimesUnavailable(new MemoryGenerationRepository()));
        component.setMaxStreams(1);
        component.getConnections().get("llmstats").setMaxRetries(1);
        component.getConnections().get("privategpt").setMaxRetries(2);
        routes.from("direct:picture")
                .routeId("picture")
                .to("genai:llmstats/flux-1.1-pro?operation=create&idempotencyKey=${header.order}");
        routes.from("genai:llmstats").routeId("pictures").to("mock:picture");
        routes.from("direct:parked").to("genai:privategpt?operation=create&channel=parked");
        routes.from("genai:privategpt?channel=parked&maxDeliveries=2&redeliveryDelay=10ms")
                .routeId("deliveries")
                .process(this::failOnDelivery)
                .to("mock:taken");
        routes.from("direct:text").to("genai:privategpt?operation=create&channel=text");
        routes.from("genai:privategpt?channel=text&emit=events")
                .routeId("texts")
                .process(exchange -> events.acquire())
                .to("mock:text");
        routes.from("direct:get").to("genai:privategpt?operation=get");
        routes.from("direct:generate").to("genai:privategpt?channel=nobody");
    }

    private GenerationRepository sometimesUnavailable(GenerationRepository repository) {
        return new InterceptedRepository(repository, (method, call) -> {
            boolean reads = method.equals(InterceptedRepository.method("RecordStore.count"))
                    || method.equals(InterceptedRepository.method("RecordStore.list"));
            if (reads && repositoryUnavailable.get()) {
                throw new IllegalStateException("No connection to jdbc:acme://user:password@host");
            }
            return call.call();
        });
    }

    private void failOnDelivery(Exchange exchange) {
        if (failingDeliveries.getAndDecrement() > 0) {
            throw new IllegalStateException("The route failed");
        }
    }

    MonitoringView view() {
        return Objects.requireNonNull(
                context.getComponent("genai", GenAiComponent.class).monitoring());
    }

    /** Creates an unknown outcome, and returns its key. */
    String unknownOutcome() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(send("direct:picture", PROMPT, "order", "7").getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class);
        return view().unknown().get(0).key();
    }

    /** Parks a delivery, and returns its key. */
    String parkedDelivery() {
        failingDeliveries.set(2);
        send("direct:parked", PROMPT);
        await().until(() -> view().parked().size() == 1
                && view().lastErrors().stream()
                        .anyMatch(each -> each.kind().name().equals("PARKED")));
        return view().parked().get(0).key();
    }

    /** Opens streams that stay open until {@link #finishStreams()}; one of them has the only thread. */
    void openStreams(int count) {
        events.drainPermits();
        for (int i = 0; i < count; i++) {
            send("direct:text", PROMPT);
        }
    }

    void finishStreams() {
        events.release(1_000_000);
    }

    /** How many terminal events the route of the text channel received. */
    long terminalTexts() {
        return mock("text").getExchanges().stream()
                .filter(each -> each.getMessage().getBody(GenerationEvent.class).isTerminal())
                .count();
    }

    /** The tokens that the terminal events of the text channel report. */
    long tokens(Function<Usage, Long> kind) {
        return mock("text").getExchanges().stream()
                .map(each -> each.getMessage().getBody(GenerationEvent.class))
                .filter(GenerationEvent::isTerminal)
                .mapToLong(each -> kind.apply(each.generation().usage()))
                .sum();
    }

    DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("genai");
    }

    Object console(MediaType type) {
        return console().call(type);
    }

    static MBeanServer beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** The MBean of the component. */
    ObjectName component() throws JMException {
        return new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=components,name=\"genai\"");
    }

    /** The MBean of the consumer of a route. */
    ObjectName consumer(String route) throws JMException {
        ObjectName all = new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=consumers,name=GenAiConsumer*");
        for (ObjectName each : beans().queryNames(all, null)) {
            if (route.equals(beans().getAttribute(each, "RouteId"))) {
                return each;
            }
        }
        throw new AssertionError("There is no consumer of route " + route);
    }

    static Object attribute(ObjectName bean, String name) throws JMException {
        return beans().getAttribute(bean, name);
    }

    static Object invoke(ObjectName bean, String operation, String... arguments) throws JMException {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        return beans().invoke(bean, operation, arguments, types);
    }

    /** Every attribute of every MBean of the context, and all tables. */
    String allOfJmx() throws JMException {
        List<String> all = new ArrayList<>();
        ObjectName ours = new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*");
        for (ObjectName each : beans().queryNames(ours, null)) {
            for (MBeanAttributeInfo attribute : beans().getMBeanInfo(each).getAttributes()) {
                all.add(each + " " + attribute.getName() + " " + text(beans().getAttribute(each, attribute.getName())));
            }
        }
        all.add(text(invoke(component(), "unknownOutcomes")));
        all.add(text(invoke(component(), "parkedDeliveries")));
        return String.join("\n", all);
    }

    private static String text(Object value) {
        return value instanceof Object[] many ? List.of(many).toString() : String.valueOf(value);
    }

    static void assertContainsNoSecret(String shown) {
        assertThat(shown).isNotBlank().doesNotContain(KEY.substring(3), PROMPT, "jdbc:acme");
    }
}

package io.camelgenai.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The process after the application was closed, as when it is undeployed. */
@Timeout(120)
class LeavesNothingTest {

    private final CountDownLatch completed = new CountDownLatch(3);

    @Test
    void noThreadSocketOrFileOfTheApplicationIsLeft() throws Exception {
        LeftBehind run = LeftBehind.start();
        try (ConfigurableApplicationContext application = SpringApplication.run(Pictures.class, "--server.port=0")) {
            countCompleted(application.getBean(CamelContext.class));
            assertThat(completed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(run.isSomething()).isTrue();
        }

        run.assertNothing();
    }

    private void countCompleted(CamelContext camel) {
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeCompletedEvent each
                        && "completed".equals(each.getExchange().getFromRouteId())) {
                    completed.countDown();
                }
            }
        });
    }
}

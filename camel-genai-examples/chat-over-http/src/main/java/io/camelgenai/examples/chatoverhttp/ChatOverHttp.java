package io.camelgenai.examples.chatoverhttp;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The application. It contains the simulator, so that it runs without a key. */
@SpringBootApplication
public class ChatOverHttp {

    public static void main(String[] arguments) {
        SpringApplication.run(ChatOverHttp.class, arguments);
    }

    /** The simulator, which plays the provider; {@code --simulator=false} disables it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "simulator", matchIfMissing = true)
    GenAiSimulator simulator() {
        return GenAiSimulator.start();
    }

    /** Camel uses the bean of this name as its component. Properties take precedence over the values set here. */
    @Bean("genai")
    @ConfigurationProperties("camel.component.genai")
    GenAiComponent genai(ObjectProvider<GenAiSimulator> simulator) {
        GenAiComponent genai = new GenAiComponent();
        simulator.ifAvailable(each -> {
            ConnectionConfiguration simulated = new ConnectionConfiguration();
            simulated.setBaseUrl(each.baseUrl("openai-chat"));
            genai.getConnections().put("openai-chat", simulated);
        });
        return genai;
    }
}

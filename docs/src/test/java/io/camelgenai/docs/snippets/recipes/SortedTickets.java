package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import org.apache.camel.builder.RouteBuilder;

public class SortedTickets extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:ticket")
                .routeId("tickets")
                .setProperty("ticket", body())
                .to("genai:anthropic/claude-haiku-4-5?system=You sort tickets.&jsonSchema=classpath:ticket.json")
                .choice()
                .when(simple("${body.status} == 'COMPLETED'"))
                .setBody(simple("${body.text}"))
                .unmarshal()
                .json()
                .setHeader("summary", simple("${body[summary]}"))
                .setHeader("team", simple("${body[team]}"))
                .end()
                .setBody(exchangeProperty("ticket"))
                .choice()
                .when(simple("${header.team} == 'billing'"))
                .to("seda:billing")
                .when(simple("${header.team} == 'delivery'"))
                .to("seda:delivery")
                .otherwise()
                .to("seda:unsorted");
    }
}
// end::route[]

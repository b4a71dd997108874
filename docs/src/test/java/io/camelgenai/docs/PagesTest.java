package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.Operation;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.Usage;
import io.camelgenai.simulator.SimulatorOptions;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that the pages name exists. */
class PagesTest {

    private static final Pattern HEADER = Pattern.compile("CamelGenAi[A-Z]\\w*");
    private static final Pattern CODE = Pattern.compile("`\\+?([^`]+?)\\+?`");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+[A-Z]\\w*");
    private static final Pattern URI = Pattern.compile("genai:[\\w{}$./-]+\\?([^\\s\"'`)\\]]+)");
    private static final Pattern MESSAGE =
            Pattern.compile("(?m)^\\[\\.message]\\n----\\n(.*?)\\n----$", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[A-Z][A-Z_]{2,}|\\d+|[^\\w ]* ?'[^\\w ]*|\\{}|\\.\\.\\.|\\n");

    /** Words in the form of an option that are not options: keys of descriptors, and names of Camel and of Java. */
    private static final Set<String> OTHERS = Set.of(
            "apiKee",
            "loginTimeout",
            "socketTimeout",
            "cleanupDaemonThreads",
            "parkedDeliveries",
            "maxSize",
            "maxInline",
            "dataUri",
            "mediaType",
            "defaultModel",
            "failedOn",
            "forModels",
            "withFiles",
            "goneWords",
            "overOn",
            "pollInterval",
            "maxPollInterval",
            "maxLines",
            "messageId",
            "customIds",
            "moduleClassNames",
            "modelOptional",
            "createStream",
            "getCandidates",
            "getGeneration",
            "nothingCreated",
            "unknownStatus",
            "outOfOrder",
            "foreignKey",
            "cutUnread",
            "resetRequest",
            "clientId",
            "waitTimeout",
            "maxWait",
            "fallbackOn",
            "onlyIf",
            "paramPaths",
            "completedReasons",
            "incompleteReasons",
            "endsWithResponse",
            "eventId",
            "generateContent",
            "generationConfig",
            "systemInstruction",
            "responseJsonSchema",
            "responseMimeType",
            "functionCall",
            "functionDeclarations",
            "functionResponse",
            "inlineData",
            "failedReasons",
            "endMarkerCompletes",
            "completedBy",
            "expiredWords",
            "resetHeaders",
            "requestIdHeader",
            "requestId",
            "retryAfter",
            "convertBodyTo",
            "fileName",
            "tempPrefix",
            "wireTap",
            "circuitBreaker",
            "recipientList",
            "jmsMessageType",
            "transformDataType",
            "toD",
            "getMessage",
            "getCause",
            "toString",
            "hasNext",
            "removeHeaders",
            "stopOnException",
            "useStreaming",
            "muteException",
            "breakOffWithTheText",
            "onException",
            "delayMillis",
            "beforeFrame",
            "insideFrame",
            "afterBytes",
            "dropAfterCreate",
            "cleanEnd",
            "generationsCreated",
            "clearFaults",
            "camelContext",
            "unknownOutcomes",
            "countedAt",
            "metricsRegistry",
            "baseUrl",
            "camelHealth");

    private final Map<String, String> pages = Pages.all();
    private final ComponentTables component = new ComponentTables();

    private static Stream<MatchResult> in(String page, Pattern pattern) {
        return pattern.matcher(page).results();
    }

    @Test
    void everyTableIsOnAPage() {
        String all = String.join("\n", pages.values());
        TablesTest.expected().keySet().forEach(name -> assertThat(all)
                .as("No page shows the table %s: add 'include::_tables/%s[]'", name, name)
                .contains("_tables/" + name + "[]"));
    }

    @Test
    void everyProviderHasAPage() {
        new ProviderTables().names().forEach(name -> assertThat(pages)
                .as("Provider %s has no page: write docs/src/docs/asciidoc/providers/%s.adoc", name, name)
                .containsKey("providers/" + name + ".adoc"));
    }

    @Test
    void everyProviderIsComparedAndPlayed() {
        for (String name : new ProviderTables().names()) {
            assertThat(pages.get("features.adoc").lines().filter(line -> line.startsWith("|Feature |")))
                    .as("the heads of the tables of features")
                    .anySatisfy(head -> assertThat(head + " |").contains("|" + name + " |"));
            assertThat(pages.get("testing-with-the-simulator.adoc"))
                    .as("operations of the simulator")
                    .contains("\n|" + name + " |`create`");
        }
    }

    @Test
    void everyOptionOfTheSimulatorIsExplained() {
        for (RecordComponent each : SimulatorOptions.class.getRecordComponents()) {
            assertThat(pages.get("testing-with-the-simulator.adoc")).contains("\n|`" + each.getName() + "` |");
        }
    }

    @Test
    void everyNamedHeaderExists() {
        Set<String> known = new TreeSet<>(component.headerNames());
        known.add(GenAiConstants.INCLUDE_RAW);
        pages.forEach((name, page) -> assertThat(known)
                .as("headers named in %s", name)
                .containsAll(in(page, HEADER).map(MatchResult::group).toList()));
    }

    @Test
    void everyNamedOptionExists() {
        Set<String> known = new TreeSet<>(component.optionNames());
        known.addAll(OTHERS);
        Stream.of(
                        Generation.class,
                        GenerationEvent.class,
                        GenerationError.class,
                        Usage.class,
                        Artifact.class,
                        SimulatorOptions.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(known::add);
        pages.forEach((name, page) -> assertThat(known)
                .as("options named in %s", name)
                .containsAll(in(page, CODE)
                        .map(match -> match.group(1).replaceFirst("[=.].*", ""))
                        .filter(word -> CAMEL_CASE.matcher(word).matches())
                        .toList()));
    }

    @Test
    void everyUriHasExistingOptions() {
        pages.forEach((name, page) -> in(page, URI)
                .flatMap(match -> Stream.of(match.group(1).replace("&amp;", "&").split("&")))
                .map(option -> option.replaceFirst("=.*", ""))
                .filter(option -> !option.startsWith("...") && !option.equals("options"))
                .forEach(option -> assertThat(component.endpointOptions())
                        .as("options of URIs in %s", name)
                        .contains(option.startsWith("param.") ? "param" : option)));
    }

    @Test
    void everyOperationIsExplained() {
        Set<String> explained = in(pages.get("genai-component.adoc"), Pattern.compile("\\[\\[operation-(\\w+)]]"))
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Operation.values()).map(Operation::name).toList());
    }

    @Test
    void thePageOfAProviderListsItsOperations() {
        OfferedOperations.of(new ProviderTables().names()).forEach((provider, operations) -> {
            List<String> listed = in(
                            pages.get("providers/" + provider + ".adoc"),
                            Pattern.compile("(?m)^The provider supports (.*)\\.$"))
                    .flatMap(sentence -> in(sentence.group(1), Pattern.compile("`(\\w+)`")))
                    .map(operation -> operation.group(1))
                    .toList();
            assertThat(listed).as(provider).containsExactlyInAnyOrderElementsOf(operations);
        });
    }

    @Test
    void everyMessageIsInTheCode() {
        List<String> parts = ComponentCode.texts().stream()
                .filter(part -> part.strip().length() > 3
                        || (part.startsWith(" ") && part.strip().length() > 1))
                .toList();
        List<String> messages = pages.values().stream()
                .flatMap(page -> in(page, MESSAGE))
                .map(match -> match.group(1))
                .toList();
        assertThat(messages).hasSizeGreaterThan(20);
        messages.forEach(message -> assertThat(component.optionNames())
                .as("words that no message of the component contains, in: %s", message)
                .containsAll(wordsBesides(parts, message)));
    }

    /** The words of a message that none of these parts contains, except placeholders. */
    private static List<String> wordsBesides(List<String> parts, String message) {
        char[] rest = message.toCharArray();
        for (String part : parts) {
            for (int at = message.indexOf(part); at >= 0; at = message.indexOf(part, at + 1)) {
                Arrays.fill(rest, at, at + part.length(), ' ');
            }
        }
        return Stream.of(new String(rest).split("\\W+"))
                .filter(word -> word.matches(".*[a-z].*"))
                .toList();
    }
}

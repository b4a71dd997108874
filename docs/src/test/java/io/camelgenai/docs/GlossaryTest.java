package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Names and pages use one term for one thing, and the terms of the field. The lists contain the words that are not used,
 * each with the terms that replace it; the exceptions are words that have another meaning in one place.
 */
class GlossaryTest {

    /** Words that are not part of a name, in camel case or with underscores. */
    private static final Map<String, String> NAME_PARTS = terms("""
            look, looks, looked, looking           = poll
            told, tell, tells, telling             = report, notify
            hear, hears, heard                     = receive, notify
            settle, settles, settled, settlement   = resolve, complete
            watch, watches, watched, watching      = track, observe
            watcher, watchers                      = tracker, observer
            following                              = tracked, tracking task
            patience, patient                      = failure budget, timeout
            bury, buries, buried                   = reclaim
            held, hold, holds, holding             = claim, wait
            endings                                = terminal generations, completions
            insight, insights                      = monitoring
            facts                                  = values, details
            layout, layouts                        = mapping
            complaint, complaints                  = errors
            anew                                   = again
            """);

    /** Words that do not begin a name: limits are a maximum or a minimum. */
    private static final Map<String, String> FIRST_PARTS = terms("""
            most, longest                          = max
            shortest                               = min
            """);

    /** Sequences of words that are not part of a name. */
    private static final Map<String, String> NAME_PHRASES = terms("""
            go on, goes on                         = continue, resume
            give up, gives up                      = discard, fail
            open case, open cases                  = unresolved
            made again, tried again                = retried
            of ends, parked end, parked ends       = terminal generations, parked deliveries
            under way, on the way                  = in flight, pending
            let go, lets go                        = release
            dead node, dead nodes, other nodes     = expired nodes, cluster monitor
            once by, by look, cut reasons          = the present keys of descriptors
            stream opener, replay position         = stream reconnector, replay cursor
            earlier creates, fresh results         = pending creates, artifact refresher
            create step, connection check          = idempotent create, connection settings factory
            seen error, text frame                 = recent error, frame template
            """);

    /** Complete names that say too little. */
    private static final Map<String, String> NAMES = terms("""
            Made, Created, Found                   = CreatedGeneration, ScanResult
            Notes, Places, Turns, Workers          = RetryingWriter, DeliveryPump, ConcurrencyLimiter, an executor
            Listeners, listening                   = ConsumerRegistrations, registerConsumer
            atOnce, AT_ONCE, goOn                  = maxInFlight, MAX_IN_FLIGHT, resume
            ends                                   = terminal generations, completions
            Job                                    = Generation, OperationHandler
            Setting, Allowed                       = OperationContext, DeliveryPump
            ById, Figures                          = ProviderCalls, ConnectionMetrics
            """);

    /** Phrases that are not used on pages. */
    private static final Map<String, String> PHRASES = terms("""
            hear(s|d)?( of)?                       = receives, is notified
            (is|are|was|were|be|been) told, tells? = reports, is notified
            looks?, looked, looking                = polls, the noun
            watch(es|ed|ing)?                      = tracks, observes
            (settle|bur(y|ie))[sd]?                = resolves, reclaims
            held, holds?, holding                  = contains, claims, waits
            patien(t|ce)                           = failure budget, timeout
            ends, endings?                         = terminal generations, completions
            (made|tried) again, anew               = retried
            (go|goes|went) on                      = continues, resumes
            under way, on (the|its) way            = in flight, pending
            lets? go                               = releases
            giv(e|es|en|ing) up                    = discards, fails
            at the (most|least|same time)          = at most, at least, concurrently
            can not, no more than                  = cannot, at most
            parted by                              = separated by
            bears?                                 = is named, has
            a person, nobody, whoever              = an operator, a user
            signs? of life                         = keep-alive
            the begin of                           = the beginning of, prefix
            seen in operation                      = monitoring
            open cases?, (dead|died|dies)          = unresolved, failed
            stands, stood                          = is
            takes part, in vain, of one's own      = the plain verb
            """);

    /** Tokens that have been renamed; they are not used in code samples either. */
    private static final Map<String, String> TOKENS = terms("""
            not-reached                            = connect-failed
            stream-broke                           = stream-interrupted
            no-answer                              = no-response
            genai-open-cases, openCases            = genai-unresolved, unresolved
            onceBy, cutReasons, by_look            = idempotency, incompleteReasons, auto
            releaseAll, giveUp                     = redeliverAll, discard
            """);

    /** Names that have one of these words in another meaning, with the reason. */
    private static final Map<String, String> NAME_EXCEPTIONS = Map.of(
            "ends in RateLimits.java", "the time at which a window ends",
            "ends in AnyStreamTest.java", "the ends of the lines of a stream",
            "ends in ReaderFuzzTest.java", "the ends of the lines of a stream",
            "ends in Wire.java", "the ends of the lines of a stream",
            "cancelReturnsTheStateThatThenHolds in ByIdTest.java", "a state that holds is one that is true");

    private static final Map<String, String> PROSE_EXCEPTIONS =
            Map.of("looking up in the registry", "the description of an option of every component of Camel");

    private static Map<String, String> terms(String lines) {
        Map<String, String> terms = new TreeMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split(" = ", 2);
            for (String word : sides[0].strip().split(", *(?![^()]*\\))")) {
                terms.put(word.strip(), sides[1].strip());
            }
        });
        return terms;
    }

    @Test
    void namesUseTheTermsOfTheGlossary() {
        List<JavaName> names = JavaName.inRepository();
        assertThat(names).hasSizeGreaterThan(1000);
        assertThat(names.stream().map(GlossaryTest::problem).filter(each -> !each.isEmpty()))
                .as("names with words that the glossary replaces")
                .isEmpty();
    }

    private static String problem(JavaName name) {
        if (NAME_EXCEPTIONS.containsKey(name.toString())) {
            return "";
        }
        String phrase = " " + String.join(" ", name.parts()) + " ";
        String instead = NAME_PHRASES.entrySet().stream()
                .filter(each -> phrase.contains(" " + each.getKey() + " "))
                .map(Map.Entry::getValue)
                .findAny()
                .orElseGet(() -> instead(name));
        return instead == null ? "" : name + ": use " + instead;
    }

    private static String instead(JavaName name) {
        String complete = NAMES.get(name.name());
        String first = FIRST_PARTS.get(name.parts().get(0));
        return complete != null
                ? complete
                : first != null
                        ? first
                        : name.parts().stream()
                                .map(NAME_PARTS::get)
                                .filter(each -> each != null)
                                .findFirst()
                                .orElse(null);
    }

    @Test
    void pagesUseTheTermsOfTheGlossary() {
        Map<String, String> prose = Prose.inRepository();

        assertThat(prose).hasSizeGreaterThan(20);
        assertThat(found(any(PHRASES.keySet()), prose))
                .as("phrases that the glossary replaces")
                .isEmpty();
    }

    @Test
    void noPageShowsAFormerName() {
        assertThat(found(any(TOKENS.keySet()), Prose.sources()))
                .as("names that have been replaced")
                .isEmpty();
    }

    private static List<String> found(Pattern pattern, Map<String, String> texts) {
        return texts.entrySet().stream()
                .flatMap(each -> pattern.matcher(withoutExceptions(each.getValue()))
                        .results()
                        .map(match -> match.group() + " in " + each.getKey()))
                .toList();
    }

    private static Pattern any(Set<String> phrases) {
        return Pattern.compile(
                phrases.stream().collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")),
                Pattern.CASE_INSENSITIVE);
    }

    private static String withoutExceptions(String text) {
        String rest = text;
        for (String each : PROSE_EXCEPTIONS.keySet()) {
            rest = rest.replace(each, "");
        }
        return rest;
    }
}

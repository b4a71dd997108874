package io.camelgenai;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.Operation;
import io.camelgenai.generation.Generation;
import java.util.LinkedHashSet;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.NullMarked;

/** Each floor of the house knows the floors below it, and only the libraries that it is there for. */
@AnalyzeClasses(locations = FloorsTest.MainClasses.class)
class FloorsTest {

    private static final String GENERATION = "io.camelgenai.generation..";
    private static final String SSE = "io.camelgenai.sse..";
    private static final String PROVIDER = "io.camelgenai.provider..";
    private static final String CLIENT = "io.camelgenai.client..";
    private static final String TRACKING = "io.camelgenai.tracking..";
    private static final String COMPONENT = "io.camelgenai.component..";

    @ArchTest
    static final ArchRule EACH_KNOWS_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.camelgenai..")
            .withOptionalLayers(true)
            .layer("generation")
            .definedBy(GENERATION)
            .layer("sse")
            .definedBy(SSE)
            .layer("provider")
            .definedBy(PROVIDER)
            .layer("client")
            .definedBy(CLIENT)
            .layer("tracking")
            .definedBy(TRACKING)
            .layer("component")
            .definedBy(COMPONENT)
            .whereLayer("generation")
            .mayNotAccessAnyLayer()
            .whereLayer("sse")
            .mayNotAccessAnyLayer()
            .whereLayer("provider")
            .mayOnlyAccessLayers("generation", "sse")
            .whereLayer("client")
            .mayOnlyAccessLayers("generation", "sse", "provider")
            .whereLayer("tracking")
            .mayOnlyAccessLayers("generation", "sse", "provider", "client");

    /** The classes of the root package that every room of the component may know. */
    private static final DescribedPredicate<JavaClass> OPTIONS = describe(
            "the options", type -> belongToAnyOf(GenAiConfiguration.class, GenAiConstants.class, Operation.class)
                    .test(type.getBaseComponentType()));

    private static final DescribedPredicate<JavaClass> CAMELS_CLASSES = resideInAnyPackage(
                    "io.camelgenai.component", "io.camelgenai.component.endpoint..")
            .and(not(OPTIONS));

    @ArchTest
    static final ArchRule THE_ROOMS_OF_THE_COMPONENT_KNOW_ONLY_WHAT_THEY_BUILD_ON = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.camelgenai.component..")
            .layer("options")
            .definedBy(OPTIONS)
            .layer("connection")
            .definedBy("io.camelgenai.component.connection..")
            .layer("message")
            .definedBy("io.camelgenai.component.message..")
            .layer("monitoring")
            .definedBy("io.camelgenai.component.monitoring..")
            .layer("operation")
            .definedBy("io.camelgenai.component.operation..")
            .layer("consumer")
            .definedBy("io.camelgenai.component.consumer..")
            .layer("component, endpoint, producer and consumer")
            .definedBy(CAMELS_CLASSES)
            .whereLayer("connection")
            .mayNotAccessAnyLayer()
            .whereLayer("options")
            .mayOnlyAccessLayers("connection")
            .whereLayer("message")
            .mayOnlyAccessLayers("options")
            .whereLayer("monitoring")
            .mayOnlyAccessLayers("options")
            .whereLayer("operation")
            .mayOnlyAccessLayers("options", "message")
            .whereLayer("consumer")
            .mayOnlyAccessLayers("options", "message")
            // Camel creates both and gives them the component or the endpoint.
            .ignoreDependency(simpleName("GenAiSpanDecorator"), CAMELS_CLASSES)
            .ignoreDependency(simpleName("GenAiDevConsole"), CAMELS_CLASSES);

    @ArchTest
    static final ArchRule THE_ROOMS_OF_TRACKING_KNOW_ONLY_WHAT_THEY_BUILD_ON = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.camelgenai.tracking..")
            .layer("jdbc")
            .definedBy("io.camelgenai.tracking.repository.jdbc..")
            .layer("repository")
            .definedBy("io.camelgenai.tracking.repository")
            .layer("observe")
            .definedBy("io.camelgenai.tracking.observe..")
            .layer("create")
            .definedBy("io.camelgenai.tracking.create..")
            .layer("deliver")
            .definedBy("io.camelgenai.tracking.deliver..")
            .layer("tracker")
            .definedBy("io.camelgenai.tracking")
            .whereLayer("repository")
            .mayNotAccessAnyLayer()
            .whereLayer("observe")
            .mayNotAccessAnyLayer()
            .whereLayer("jdbc")
            .mayOnlyAccessLayers("repository")
            .whereLayer("create")
            .mayOnlyAccessLayers("repository", "observe")
            .whereLayer("deliver")
            .mayOnlyAccessLayers("repository", "observe")
            .whereLayer("tracker")
            .mayOnlyAccessLayers("repository", "observe", "create", "deliver");

    @ArchTest
    static final ArchRule THERE_ARE_NO_OTHER_ROOMS =
            classes().should().resideInAnyPackage(GENERATION, SSE, PROVIDER, CLIENT, TRACKING, COMPONENT);

    @ArchTest
    static final ArchRule ONLY_THE_COMPONENT_KNOWS_CAMEL = noClasses()
            .that()
            .resideOutsideOfPackage(COMPONENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule ONLY_THE_READER_AND_THE_CLIENT_KNOW_OKIO = noClasses()
            .that()
            .resideOutsideOfPackages(SSE, CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okio..");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_KNOWS_OKHTTP = noClasses()
            .that()
            .resideOutsideOfPackages(CLIENT, COMPONENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3..");

    /** The type of the option {@code httpClient}. */
    @ArchTest
    static final ArchRule THE_COMPONENT_NAMES_NOTHING_OF_OKHTTP_BUT_ITS_CLIENT = noClasses()
            .that()
            .resideInAPackage(COMPONENT)
            .should()
            .dependOnClassesThat(resideInAPackage("okhttp3..").and(not(equivalentTo(OkHttpClient.class))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule GENERATION_KNOWS_JACKSON_ONLY = classes()
            .that()
            .resideInAPackage(GENERATION)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(GENERATION, "java..", "org.jspecify..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule THE_READER_KNOWS_OKIO_ONLY = classes()
            .that()
            .resideInAPackage(SSE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SSE, "java..", "org.jspecify..", "okio..");

    @ArchTest
    static final ArchRule PROVIDER_KNOWS_JACKSON_AND_GENERATIONS_ONLY = classes()
            .that()
            .resideInAPackage(PROVIDER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PROVIDER, GENERATION, "java..", "org.jspecify..", "com.fasterxml.jackson..");

    /** The component runs where they are not on the class path. */
    @ArchTest
    static final ArchRule FEW_CLASSES_KNOW_WHAT_AN_APPLICATION_MAY_NOT_HAVE = noClasses()
            .that()
            .doNotHaveSimpleName("GenAiMeters")
            .and()
            .doNotHaveSimpleName("ConventionMeters")
            .and()
            .doNotHaveSimpleName("WithMicrometer")
            .and()
            .doNotHaveSimpleName("GenAiSpanDecorator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "org.apache.camel.telemetry..", "org.apache.camel.impl..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("GenAiSpanDecorator");

    @ArchTest
    static final ArchRule NULL_IS_MARKED_IN_EVERY_PACKAGE = all(new Packages()).should(new BeNullMarked());

    /** What this module compiled, wherever the build put it; not its tests and not other modules. */
    static final class MainClasses implements LocationProvider {

        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    Generation.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    private static final class Packages extends AbstractClassesTransformer<JavaPackage> {

        Packages() {
            super("packages with classes");
        }

        @Override
        public Iterable<JavaPackage> doTransform(JavaClasses classes) {
            Set<JavaPackage> packages = new LinkedHashSet<>();
            classes.forEach(each -> packages.add(each.getPackage()));
            return packages;
        }
    }

    private static final class BeNullMarked extends ArchCondition<JavaPackage> {

        BeNullMarked() {
            super("have a package-info with @NullMarked");
        }

        @Override
        public void check(JavaPackage each, ConditionEvents events) {
            boolean marked = each.isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(
                    each, marked, each.getName() + (marked ? " is" : " is not") + " marked with @NullMarked"));
        }
    }
}

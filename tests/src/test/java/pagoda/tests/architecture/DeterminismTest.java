package pagoda.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/** Nothing outside the machine decides anything inside it: no host clock, randomness, thread, address or terminal. */
@AnalyzeClasses(packages = "pagoda", importOptions = House.class)
final class DeterminismTest {
    @ArchTest
    static final ArchRule no_terminal = noClassesInside()
            .should()
            .accessField(System.class, "in")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "console")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule no_host_clock = noClassesInside()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat(assignableTo(Clock.class)
                    .or(assignableTo(InstantSource.class))
                    .or(assignableTo(Date.class))
                    .or(assignableTo(Temporal.class)));

    @ArchTest
    static final ArchRule no_host_randomness = noClassesInside()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .dependOnClassesThat(assignableTo(Random.class));

    @ArchTest
    static final ArchRule no_address_of_an_object =
            noClassesInside().should().callMethod(System.class, "identityHashCode", Object.class);

    @ArchTest
    static final ArchRule no_host_thread = noClassesInside()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class).or(resideInAnyPackage("java.util.concurrent..")));

    @ArchTest
    static final ArchRule no_host_environment = noClassesInside()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "lineSeparator");

    /** Digits and letters come out the same in every country: such methods are given {@code Locale.ROOT}. */
    @ArchTest
    static final ArchRule no_host_locale = noClasses()
            .should()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    private static GivenClassesConjunction noClassesInside() {
        return noClasses().that().resideInAnyPackage(House.ELF, House.CPU, House.ASM, House.KERNEL);
    }
}

package pagoda.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Imports run one way: cli → {asm, kernel} → cpu, the ELF format beside them, and no package is in a cycle. */
@AnalyzeClasses(packages = "pagoda", importOptions = House.class)
final class ArrowsTest {
    private static final String ANTLR = "org.antlr..";
    private static final String PICOCLI = "picocli..";

    @ArchTest
    static void every_room_is_seen(JavaClasses classes) {
        assertThat(List.of(House.ELF, House.CPU, House.ASM, House.KERNEL, House.CLI))
                .allSatisfy(room -> assertThat(classes.that(resideInAnyPackage(room)))
                        .as(room)
                        .isNotEmpty());
    }

    @ArchTest
    static final ArchRule the_elf_format_imports_no_room = roomImportsOnly(House.ELF);

    @ArchTest
    static final ArchRule the_cpu_imports_no_room = roomImportsOnly(House.CPU);

    @ArchTest
    static final ArchRule the_assembler_imports_cpu_and_elf = roomImportsOnly(House.ASM, House.CPU, House.ELF);

    @ArchTest
    static final ArchRule the_kernel_imports_cpu_and_elf = roomImportsOnly(House.KERNEL, House.CPU, House.ELF);

    @ArchTest
    static final ArchRule only_the_assembler_knows_antlr = noClasses()
            .that()
            .resideOutsideOfPackage(House.ASM)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ANTLR);

    @ArchTest
    static final ArchRule only_the_commands_know_picocli = noClasses()
            .that()
            .resideOutsideOfPackage(House.CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PICOCLI);

    @ArchTest
    static final ArchRule no_package_is_in_a_cycle =
            slices().matching("pagoda.(**)").should().beFreeOfCycles();

    private static ArchRule roomImportsOnly(String room, String... others) {
        DescribedPredicate<JavaClass> elsewhere = resideInAnyPackage("pagoda..")
                .and(resideOutsideOfPackages(room))
                .and(resideOutsideOfPackages(others));
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(elsewhere.as("are of a room other than %s", List.of(others)));
    }
}

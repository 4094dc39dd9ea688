// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.outfall.config.Section;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package of the sink may use which, and what the sink stands on. */
class HttpArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.outfall.http");

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource({
        "template, type json event row naming pipeline",
        "client, config delivery proxy",
        "report, config json",
        "auth, config delivery json http.client",
        "request, type json event row config delivery pipeline http.client http.template",
        "preset, config http.template",
        "verdict, event json config http.client http.request",
        "pace, config",
        "lane, event config delivery error http.client http.pace http.request http.verdict",
    })
    void aPackageUsesOnlyWhatItsSubjectNeeds(String name, String below) {
        String[] allowed = Stream.of(("http." + name + " " + below).strip().split(" ", -1))
                .map(other -> "io.outfall." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.outfall.http." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.outfall..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesUseEachOther() {
        slices().matching("io.outfall.http.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aSectionIsKnownToSectionsAlone() {
        classes()
                .that(assignableTo(Section.class).and(resideInAPackage("io.outfall.http.*..")))
                .should()
                .onlyHaveDependentClassesThat(assignableTo(Section.class))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheWorkersRuntimeOrOnItsJackson() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "com.fasterxml..")
                .check(CLASSES);
    }
}

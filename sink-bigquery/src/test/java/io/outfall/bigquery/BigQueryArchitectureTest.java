// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

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
class BigQueryArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/emulator/"))
            .importPackages("io.outfall.bigquery");

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource({
        "schema, type event row config pipeline",
        "row, type json event row pipeline bigquery.schema",
        "client, config delivery proxy",
        "table, row naming config delivery pipeline bigquery.client bigquery.schema",
        "stream, config delivery error bigquery.client bigquery.row bigquery.schema",
        "exact, delivery bigquery.client bigquery.row bigquery.schema bigquery.stream",
    })
    void aPackageUsesOnlyWhatItsSubjectNeeds(String name, String below) {
        String[] allowed = Stream.of(("bigquery." + name + " " + below).strip().split(" ", -1))
                .map(other -> "io.outfall." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.outfall.bigquery." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.outfall..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesUseEachOther() {
        slices().matching("io.outfall.bigquery.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aSectionIsKnownToSectionsAlone() {
        classes()
                .that(assignableTo(Section.class).and(resideInAPackage("io.outfall.bigquery.*..")))
                .should()
                .onlyHaveDependentClassesThat(assignableTo(Section.class))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheWorkersRuntimeOrOnItsJackson() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "com.fasterxml..", "org.apache.arrow..")
                .check(CLASSES);
    }
}

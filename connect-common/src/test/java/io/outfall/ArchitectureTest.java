// SPDX-License-Identifier: Apache-2.0
package io.outfall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may use which, as {@code ARCHITECTURE.md} has it. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/outfall/testing/"))
            .importPackages("io.outfall");

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource({
        "type,",
        "event, type",
        "config,",
        "metrics,",
        "proxy, config",
        "decode, type event config",
        "json, type event",
        "row, type json event config",
        "naming, type event config",
        "error, event config metrics",
        "delivery, event config error metrics",
    })
    void aPackageUsesOnlyThoseBelowIt(String name, @Nullable String below) {
        List<String> allowed = new ArrayList<>();
        allowed.add("io.outfall." + name + "..");
        if (below != null) {
            for (String other : below.split(" ", -1)) {
                allowed.add("io.outfall." + other + "..");
            }
        }
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.outfall." + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.outfall..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .check(CLASSES);
    }

    @Test
    void nothingUsesThePipeline() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.outfall.pipeline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.outfall.pipeline..")
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesUseEachOther() {
        slices().matching("io.outfall.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingDependsOnTheWorkersRuntimeOrOnJackson() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "com.fasterxml..")
                .check(CLASSES);
    }
}

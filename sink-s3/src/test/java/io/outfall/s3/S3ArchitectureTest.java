// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

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
class S3ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.outfall.s3");

    @ParameterizedTest(name = "{0} uses {1}")
    @CsvSource({
        "codec, ''",
        "parquet, type json config s3.codec s3.spill",
        "spill, config",
        "rotate, config",
        "path, type json event naming pipeline config",
        "avro, type json config s3.codec",
        "format, type json event config pipeline row s3.codec s3.parquet s3.avro s3.spill",
        "object, delivery config proxy",
        "commit, naming delivery config s3.object",
    })
    void aPackageUsesOnlyWhatItsSubjectNeeds(String name, String below) {
        String[] allowed = Stream.of(("s3." + name + " " + below).strip().split(" ", -1))
                .map(other -> "io.outfall." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.outfall.s3." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.outfall..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesUseEachOther() {
        slices().matching("io.outfall.s3.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyThePackageOfObjectsSpeaksToTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.outfall.s3.object..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(CLASSES);
    }

    @Test
    void filesAreWrittenWithoutKafkaButForTheirSettings() {
        noClasses()
                .that()
                .resideInAPackage("io.outfall.s3.parquet..")
                .and()
                .areNotAssignableTo(Section.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void aSectionIsKnownToSectionsAlone() {
        classes()
                .that(assignableTo(Section.class).and(resideInAPackage("io.outfall.s3.*..")))
                .should()
                .onlyHaveDependentClassesThat(assignableTo(Section.class))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheWorkersRuntimeOrOnHadoop() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "org.apache.hadoop..")
                .check(CLASSES);
    }

    /** It is the worker's, of whatever version: nothing that a row goes through may depend on it. */
    @Test
    void onlyCommitRecordsAndManifestsAreReadAndWrittenByJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.outfall.s3.commit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CLASSES);
    }
}

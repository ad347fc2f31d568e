package io.syncpulse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.library.Architectures;

/** The borders between the packages, in the order in which data flows. */
@AnalyzeClasses(packages = "io.syncpulse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static void eachPackageKnowsOnlyThoseBeforeIt(JavaClasses all) {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("event")
        .definedBy("..event..")
        .layer("history")
        .definedBy("..history..")
        .layer("metric")
        .definedBy("..metric..")
        .layer("postgres")
        .definedBy("..postgres..")
        .layer("http")
        .definedBy("..http..")
        .layer("receive")
        .definedBy("..receive..")
        .layer("api")
        .definedBy("..api..")
        .layer("backfill")
        .definedBy("..backfill..")
        .layer("report")
        .definedBy("..report..")
        .layer("tool")
        .definedBy("..tool..")
        .layer("demo")
        .definedBy("..demo..")
        .layer("job")
        .definedBy("io.syncpulse")
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("metric", "postgres", "job")
        .whereLayer("metric")
        .mayOnlyBeAccessedByLayers("postgres", "report", "job")
        .whereLayer("postgres")
        .mayOnlyBeAccessedByLayers("tool", "job")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("receive", "api")
        .whereLayer("receive")
        .mayOnlyBeAccessedByLayers("tool")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("tool", "demo")
        .whereLayer("backfill")
        .mayOnlyBeAccessedByLayers("tool")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("tool")
        .whereLayer("tool")
        .mayOnlyBeAccessedByLayers("demo")
        .whereLayer("job")
        .mayOnlyBeAccessedByLayers("demo")
        .whereLayer("demo")
        .mayNotBeAccessedByAnyLayer()
        .check(all);
  }

  @ArchTest
  static void packagesHaveNoCycles(JavaClasses all) {
    slices().matching("io.syncpulse.(*)..").should().beFreeOfCycles().check(all);
  }

  @ArchTest
  static void whatServesAndCommandsRunsWithoutFlink(JavaClasses all) {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..http..", "..receive..", "..api..", "..backfill..", "..report..", "..tool..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(all);
  }

  /** Decisions are tested in milliseconds: only these may know Flink. */
  @ArchTest
  static void decisionsAreFreeOfFlink(JavaClasses all) {
    noClasses()
        .that()
        .resideInAnyPackage("..event..", "..history..", "..metric..")
        .and()
        .haveNameNotMatching(
            ".*\\.(ParseRecords|ParseEvents|ParseRows|SplitRecords|SplitRows|FindConnection|DeadLetterSerializer|EventTimeStrategy|EventTimeGenerator|FoldHistory|TrackedJobs|EventTimeMemory|RollWindows|PreAggregate|BookPanes)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(all);
  }

  @ArchTest
  static void namesSayWhatAThingIs(JavaClasses all) {
    classes()
        .should()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager")
        .check(all);
  }
}

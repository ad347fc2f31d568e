package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.syncpulse.demo.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two artifacts: what is in them, what is not, and that the runnable one runs. */
class JarIT {

  private static final Path JOB = Path.of("target", "syncpulse-job.jar");
  private static final Path TOOL = Path.of("target", "syncpulse.jar");
  private static final Path CLASSES = Path.of("target", "classes");

  @TempDir Path directory;

  @Test
  void theJobBringsItsConnectorsAndTheirClients() throws IOException {
    assertThat(packages(JOB))
        .contains(
            "io/syncpulse",
            "io/syncpulse/event",
            "io/syncpulse/history",
            "io/syncpulse/postgres",
            "org/apache/flink/connector/kafka/source",
            "org/apache/flink/connector/kafka/sink",
            "org/apache/flink/connector/jdbc",
            "org/apache/kafka/clients/consumer",
            "org/apache/kafka/clients/producer",
            "net/jpountz/lz4",
            "org/xerial/snappy",
            "com/github/luben/zstd",
            "org/postgresql",
            "com/fasterxml/jackson/core",
            "org/snakeyaml/engine/v2/api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/syncpulse/api/",
        "io/syncpulse/backfill/",
        "io/syncpulse/demo/",
        "io/syncpulse/http/",
        "io/syncpulse/receive/",
        "io/syncpulse/report/",
        "io/syncpulse/tool/",
        "META-INF/resources/webjars/",
        "ch/qos/logback/",
        "com/standardwebhooks/",
        "com/zaxxer/",
        "dashboard/",
        "io/javalin/",
        "io/prometheus/",
        "io/zonky/",
        "jakarta/servlet/",
        "kafka/server/",
        "kotlin/",
        "logback",
        "me/tongfei/",
        "module-info.class",
        "org/apache/flink/api/",
        "org/apache/flink/runtime/",
        "org/apache/flink/streaming/api/datastream/",
        "org/eclipse/jetty/",
        "org/flywaydb/",
        "org/slf4j/",
        "picocli/",
        "sql/"
      })
  void theJobLeavesOutWhatTheClusterHasOrTheJobDoesNotUse(String prefix) throws IOException {
    assertThat(entries(JOB)).noneMatch(entry -> entry.startsWith(prefix));
  }

  @Test
  void theToolBringsWhatItsCommandsUse() throws IOException {
    assertThat(packages(TOOL))
        .contains(
            "io/syncpulse/api",
            "io/syncpulse/backfill",
            "io/syncpulse/event",
            "io/syncpulse/http",
            "io/syncpulse/receive",
            "io/syncpulse/report",
            "io/syncpulse/tool",
            "sql",
            "ch/qos/logback/classic",
            "com/jerolba/carpet",
            "com/standardwebhooks",
            "com/zaxxer/hikari",
            "io/javalin",
            "io/prometheus/metrics/core/metrics",
            "org/apache/kafka/clients/consumer",
            "org/apache/kafka/clients/producer",
            "org/flywaydb/core",
            "org/flywaydb/database/postgresql",
            "org/apache/parquet/hadoop",
            "org/postgresql",
            "picocli");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/syncpulse/demo/",
        "io/syncpulse/history/",
        "io/syncpulse/metric/RollWindows",
        "io/zonky/",
        "kafka/server/",
        "module-info.class",
        "org/apache/flink/",
        "org/apache/hadoop/"
      })
  void theToolHasNoFlinkAndNoHadoop(String prefix) throws IOException {
    assertThat(entries(TOOL)).noneMatch(entry -> entry.startsWith(prefix));
  }

  @Test
  void theToolHasEveryResourceButTheDemos() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      List<String> resources =
          files
              .filter(Files::isRegularFile)
              .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.endsWith(".class") && !name.contains("demo"))
              .toList();

      assertThat(resources).isNotEmpty();
      assertThat(entries(TOOL)).containsAll(resources);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"syncpulse.jar", "syncpulse-job.jar"})
  void noClassOfOursNeedsOneThatWasLeftBehind(String jar) throws IOException {
    Path path = CLASSES.resolveSibling(jar);
    Set<String> entries = Set.copyOf(entries(path));
    JavaClasses ours;
    try (JarFile file = new JarFile(path.toFile())) {
      ours =
          new ClassFileImporter(List.of(location -> location.contains("io/syncpulse/")))
              .importJar(file);
    }

    assertThat(ours).isNotEmpty();
    assertThat(ours.stream().flatMap(JarIT::needed).distinct())
        .filteredOn(name -> name.startsWith("io/syncpulse/") || jar.equals("syncpulse.jar"))
        .filteredOn(name -> !entries.contains(name))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"syncpulse.jar", "syncpulse-job.jar"})
  void namesItsMainClassAndVersionAndIsNotSigned(String jar) throws IOException {
    Path path = CLASSES.resolveSibling(jar);
    try (JarFile file = new JarFile(path.toFile())) {
      var manifest = file.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class"))
          .isEqualTo(
              jar.equals("syncpulse.jar")
                  ? "io.syncpulse.tool.SyncPulse"
                  : "io.syncpulse.SyncPulseJob");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
      assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
    }
    assertThat(entries(path)).noneMatch(entry -> entry.matches("META-INF/.*\\.(SF|RSA|DSA)"));
    assertThat(Path.of("dependency-reduced-pom.xml")).doesNotExist();
  }

  @Test
  void mergesTheServicesOfFlyway() throws IOException {
    try (JarFile file = new JarFile(TOOL.toFile())) {
      ZipEntry plugins = file.getEntry("META-INF/services/org.flywaydb.core.extensibility.Plugin");
      assertThat(new String(file.getInputStream(plugins).readAllBytes(), StandardCharsets.UTF_8))
          .contains("org.flywaydb.core.", "org.flywaydb.database.postgresql.");
    }
  }

  @Test
  void theToolSaysItsVersionAndHelp() throws Exception {
    Ended version = run("--version");
    Ended help = run("--help");

    assertThat(version.exit).isZero();
    assertThat(version.err).isEmpty();
    assertThat(version.out).hasSize(1);
    assertThat(version.out.get(0)).matches("syncpulse \\d+\\.\\d+\\.\\d+.*");
    assertThat(help.exit).isZero();
    assertThat(help.err).isEmpty();
    assertThat(String.join("\n", help.out))
        .contains("migrate", "api", "receive", "keys", "replay", "backfill", "export", "report");
  }

  @Test
  void wrongUsageIsTwoAndOneLine() throws Exception {
    Ended ended = run("replay");

    assertThat(ended.exit).isEqualTo(2);
    assertThat(ended.out).isEmpty();
    assertThat(ended.err).hasSize(1);
  }

  @Test
  void aFailureIsOneAndOneLine() throws Exception {
    int nobody = Ports.free();

    Ended migrate = run("migrate", "--jdbc-url", "jdbc:postgresql://127.0.0.1:" + nobody + "/x");
    Ended replay = run("replay", "pom.xml", "--kafka-bootstrap-servers", "127.0.0.1:" + nobody);

    assertThat(migrate.exit).isEqualTo(1);
    assertThat(migrate.out).isEmpty();
    assertThat(migrate.err).singleElement().asString().contains("cannot reach Postgres");
    assertThat(replay.exit).isEqualTo(1);
    assertThat(replay.err).singleElement().asString().contains("cannot reach Kafka");
  }

  @Test
  void theDriverOfPostgresAddsNoLineOfItsOwn() throws Exception {
    Ended ended = run("migrate", "--jdbc-url", "jdbc:postgresql://localhost:notaport/x");

    assertThat(ended.exit).isEqualTo(2);
    assertThat(ended.err).hasSize(1);
  }

  private record Ended(int exit, List<String> out, List<String> err) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", TOOL.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static Set<String> packages(Path jar) throws IOException {
    return entries(jar).stream()
        .filter(name -> name.contains("/") && !name.endsWith("/"))
        .map(name -> name.substring(0, name.lastIndexOf('/')))
        .collect(Collectors.toSet());
  }

  /** The class files that a class refers to, those of the JDK and of annotations left out. */
  private static Stream<String> needed(JavaClass ours) {
    return ours.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(target -> !target.isPrimitive() && !target.isAnnotation())
        .map(JavaClass::getName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("javax."))
        .map(name -> name.replace('.', '/') + ".class");
  }
}

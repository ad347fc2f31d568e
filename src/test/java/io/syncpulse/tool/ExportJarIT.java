package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The export in a process of its own, from the jar that runs alone: with its libraries, no more.
 */
class ExportJarIT {

  private static final Path JAR = Path.of("target", "syncpulse.jar");
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void aSmallHeapIsEnoughForManyRowsAndForLargeOnes() throws Exception {
    try (ExportDatabase database = ExportDatabase.filled(200_000)) {
      database.execute(
          "UPDATE sync_job SET error = repeat(md5(batches::text), 256) WHERE batches < 5000");
      for (String name : List.of("jobs.parquet", "jobs.csv")) {
        Path file = directory.resolve(name);
        Process process = start(database, file);
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(directory.resolve("err"))).isEmpty();
        assertThat(Files.readString(directory.resolve("out"))).startsWith("wrote 200000 rows, ");
      }

      String sum = "SELECT count(*), count(error), sum(batches)::bigint, max(length(error)) FROM ";
      List<List<String>> expected = database.query(sum + "sync_job");
      assertThat(ExportedRows.ofParquet(directory.resolve("jobs.parquet"), sum + "exported"))
          .isEqualTo(expected);
      assertThat(
              ExportedRows.ofParquet(
                  directory.resolve("jobs.parquet"),
                  sum + "read_csv('" + directory.resolve("jobs.csv") + "')"))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs.parquet", "jobs.csv"})
  void anInterruptedExportLeavesNothing(String name) throws Exception {
    try (ExportDatabase database = ExportDatabase.filled(300_000)) {
      database.beforeTheLastJob("pg_sleep(3600) IS NULL");
      Process process = start(database, directory.resolve(name));
      try {
        Awaitility.await().atMost(LONG).until(this::somethingIsWritten);
      } finally {
        process.destroy();
      }

      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThat(exported()).isEmpty();
    }
  }

  private boolean somethingIsWritten() throws IOException {
    List<Path> files = exported();
    return !files.isEmpty() && Files.size(files.get(0)) > 0;
  }

  private List<Path> exported() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("jobs")).toList();
    }
  }

  private Process start(ExportDatabase database, Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-jar", JAR.toString(), "export", "jobs"));
    command.addAll(List.of(ExportDatabase.YEAR.split(" ", -1)));
    command.addAll(List.of("--out", file.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().putAll(database.login());
    return builder.start();
  }
}

package io.syncpulse.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.Ports;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was exported, as other programs read it, against what is in Postgres. */
class ExportCommandIT {

  private static final String JOB_COLUMNS =
      """
      id, source_connection_id, organization_id, source_type, status, created_at, started_at,
      ended_at, heard_at, lost_at, duration_seconds, batches, entities_inserted, entities_updated,
      entities_deleted, entities_failed, entities_kept, entities_skipped, error, error_category,
      error_details""";

  private static final String JOBS_OF_POSTGRES =
      "SELECT "
          + JOB_COLUMNS
          + """

          FROM sync_job LEFT JOIN (SELECT id AS source_connection_id, organization_id, source_type
            FROM source_connection) c USING (source_connection_id)""";

  private static final String HOUR_COLUMNS =
      """
      scope, scope_id, hour, is_final, completed, failed, cancelled, lost, entities_inserted,
      entities_updated, entities_deleted, entities_failed, running_micros, duration_micros,
      duration_micros_squared::decimal(38), duration_buckets, duration_counts, queue_buckets,
      queue_counts""";

  private static final String WINDOW_COLUMNS =
      """
      scope, scope_id, window_seconds, as_of, is_final, jobs, completed, failed, cancelled, lost,
      success_rate, duration_p50, duration_p90, duration_p95, duration_p99, duration_min,
      duration_max, duration_mean, duration_stddev, queue_p50, queue_p95, entities_inserted,
      entities_updated, entities_deleted, entities_failed, entities_per_second,
      entities_per_running_second, running_seconds""";

  private static ExportDatabase database;

  @TempDir Path directory;

  @BeforeAll
  static void fill() throws SQLException {
    database = ExportDatabase.filled(3_000).withMetrics();
    database.execute("UPDATE sync_job SET error = ? WHERE batches = 7", ExportDatabase.HOSTILE);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void jobsInParquetAreThoseOfPostgresRowForRow() throws Exception {
    Path file = export("jobs", "jobs.parquet");

    assertThat(parquet(file, "SELECT " + JOB_COLUMNS + " FROM exported ORDER BY id"))
        .isEqualTo(database.query(JOBS_OF_POSTGRES + " ORDER BY id"))
        .hasSize(3_000)
        .anyMatch(row -> row.contains(ExportDatabase.HOSTILE));
  }

  @Test
  void hoursInParquetAreThoseOfPostgresRowForRow() throws Exception {
    Path file = export("hourly", "hours.parquet");
    String order = " ORDER BY scope_id::text, hour";

    assertThat(parquet(file, "SELECT " + HOUR_COLUMNS + " FROM exported" + order))
        .isEqualTo(database.query("SELECT " + HOUR_COLUMNS + " FROM hourly_metrics" + order))
        .hasSize(16);
  }

  @Test
  void rollingWindowsInParquetAreThoseOfPostgresRowForRow() throws Exception {
    Path file = export("rolling", "rolling.parquet");
    String order = " ORDER BY scope_id::text, as_of";

    assertThat(parquet(file, "SELECT " + WINDOW_COLUMNS + " FROM exported" + order))
        .isEqualTo(database.query("SELECT " + WINDOW_COLUMNS + " FROM rolling_metrics" + order))
        .hasSize(16);
  }

  @Test
  void theTypesAreThoseThatOtherProgramsKnow() throws Exception {
    Path jobs = export("jobs", "jobs.parquet");
    Path hours = export("hourly", "hours.parquet");
    String describe = "SELECT column_name || ' ' || column_type FROM (DESCRIBE exported)";

    assertThat(parquet(jobs, describe).stream().flatMap(List::stream))
        .contains(
            "id VARCHAR",
            "status VARCHAR",
            "created_at TIMESTAMP WITH TIME ZONE",
            "duration_seconds DOUBLE",
            "batches INTEGER",
            "entities_inserted BIGINT",
            "error_details VARCHAR");
    assertThat(parquet(hours, describe).stream().flatMap(List::stream))
        .contains(
            "is_final BOOLEAN",
            "duration_micros_squared DECIMAL(38,0)",
            "duration_buckets INTEGER[]",
            "duration_counts BIGINT[]");
    assertThat(parquet(jobs, "SELECT DISTINCT compression FROM parquet_metadata('" + jobs + "')"))
        .containsExactly(List.of("ZSTD"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-01T00:00:00Z, 2025-01-01T00:00:00.000001Z, 1",
    "2025-01-01T00:00:00.000001Z, 2025-01-01T00:02:00Z, 1",
    "2025-01-01T05:30:00+05:30, 2025-01-01T00:02:00Z, 2",
    "2025-01-02T23:59:00Z, 2026-01-01T00:00:00Z, 121",
    "2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z, 0"
  })
  void theRangeHoldsItsFirstMomentAndNotTheLast(String from, String to, int rows) throws Exception {
    Path file = directory.resolve("jobs.parquet");

    Cli.Result result =
        database.cli().run("export", "jobs", "--from", from, "--to", to, "--out", file.toString());

    assertThat(result.out()).startsWith("wrote " + rows + " rows, ");
    assertThat(parquet(file, "SELECT count(*) FROM exported"))
        .containsExactly(List.of(Integer.toString(rows)));
  }

  @Test
  void anOrganizationGetsItsOwnRowsAlone() throws Exception {
    String mine = " --organization " + ExportDatabase.ORGANIZATION;
    String other = " --organization " + ExportDatabase.OTHER_ORGANIZATION;

    String organizations = "SELECT DISTINCT organization_id FROM exported";
    assertThat(parquet(export("jobs" + mine, "a.parquet"), organizations))
        .containsExactly(List.of(ExportDatabase.ORGANIZATION.toString()));
    for (String table : List.of("hourly", "rolling")) {
      String scopes = "SELECT DISTINCT scope, organization_id, source_type FROM exported";
      assertThat(parquet(export(table + mine, table + "b.parquet"), scopes))
          .containsExactly(
              Arrays.asList("organization", ExportDatabase.ORGANIZATION.toString(), null));
      assertThat(parquet(export(table + other, table + "c.parquet"), scopes))
          .containsExactly(
              List.of("connection", ExportDatabase.OTHER_ORGANIZATION.toString(), "source7"));
    }
  }

  @Test
  void csvHoldsTheSameAsParquet() throws Exception {
    Path csv = export("jobs", "jobs.csv");
    List<List<String>> expected = new ArrayList<>();
    for (List<String> row : parquet(export("jobs", "jobs.parquet"), "FROM exported ORDER BY id")) {
      expected.add(row.stream().map(cell -> cell == null ? "" : cell).toList());
    }

    List<CSVRecord> rows = new ArrayList<>(parse(Files.readString(csv)));
    assertThat(rows.remove(0).toList())
        .isEqualTo(List.of(JOB_COLUMNS.replaceAll("\\s", "").split(",", -1)));
    assertThat(
            rows.stream()
                .map(CSVRecord::toList)
                .map(row -> row.stream().map(ExportCommandIT::restored).toList())
                .sorted(Comparator.comparing(row -> row.get(0))))
        .isEqualTo(expected);
  }

  @Test
  void csvOfHoursHasHistogramsAsArrays() throws Exception {
    List<CSVRecord> rows = parse(Files.readString(export("hourly", "hours.csv")));

    assertThat(rows.get(1).toList())
        .contains("[-7,0,812]", "[1,5000000000,0]", "[]", "1234567890123456789012345678");
  }

  @Test
  void standardOutputGetsCsvAndNothingElse() throws Exception {
    Cli cli = database.cli();

    Cli.Result result = cli.run(("export hourly --out - " + ExportDatabase.YEAR).split(" ", -1));

    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).singleElement().asString().matches("wrote 16 rows, .* seconds");
    assertThat(parse(new String(cli.binary(), UTF_8))).hasSize(17);
  }

  @Test
  void aFileThatIsThereStaysUnlessForced() throws Exception {
    Path file = Files.writeString(directory.resolve("jobs.csv"), "mine");
    String line = "export jobs --out " + file + " " + ExportDatabase.YEAR;

    Cli.Result refused = database.cli().run(line.split(" ", -1));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.errLines()).singleElement().asString().contains("is there", "--force");
    assertThat(file).hasContent("mine");

    assertThat(database.cli().run((line + " --force").split(" ", -1)).exit()).isZero();
    assertThat(Files.readAllLines(file)).hasSizeGreaterThan(3_000);
    assertThat(files()).containsExactly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv"})
  void anErrorHalfwayLeavesNothing(String format) throws Exception {
    try (ExportDatabase failing = ExportDatabase.filled(5_000)) {
      failing.beforeTheLastJob("1 / (batches - batches) = 1");

      Cli.Result result = run(failing, "jobs --format " + format, directory.resolve("jobs"));

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.errLines()).singleElement().asString().contains("division by zero");
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void anErrorHalfwayLeavesTheFileThatWasThere() throws Exception {
    Path file = Files.writeString(directory.resolve("jobs.csv"), "mine");
    try (ExportDatabase failing = ExportDatabase.filled(5_000)) {
      failing.beforeTheLastJob("1 / (batches - batches) = 1");

      assertThat(run(failing, "jobs --force", file).exit()).isEqualTo(1);

      assertThat(files()).containsExactly(file);
      assertThat(file).hasContent("mine");
    }
  }

  @Test
  void namesWhatCannotBeWritten() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThat(run(database, "jobs", directory).err()).contains("is a directory");
    assertThat(run(database, "jobs", directory.resolve("none/jobs")).err())
        .contains("no directory", "none");
    assertThat(run(database, "jobs", file.resolve("jobs")).err()).contains("no directory");
    assertThat(run(database, "jobs --force", Path.of("/dev/null")).err()).contains("no ordinary");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void namesADatabaseThatIsDownOrOld() throws Exception {
    Path file = directory.resolve("jobs");
    Cli down =
        new Cli().with("SYNCPULSE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/x");

    Cli.Result result = down.run(line("jobs", file));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("cannot reach Postgres");
    database.execute("CREATE SCHEMA elsewhere");
    String url = database.login().get("SYNCPULSE_JDBC_URL");
    String separator = url.contains("?") ? "&" : "?";
    Cli.Result old =
        database
            .cli()
            .with("SYNCPULSE_JDBC_URL", url + separator + "currentSchema=elsewhere")
            .run(line("jobs", file));
    assertThat(old.errLines()).singleElement().asString().contains("run 'syncpulse migrate' first");
    assertThat(files()).isEmpty();
  }

  private Path export(String what, String name) {
    Path file = directory.resolve(name);
    Cli.Result result = run(database, what, file);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out()).matches("wrote \\d+ rows, \\d+\\.\\d MB, \\d+\\.\\d seconds\\R");
    return file;
  }

  private static Cli.Result run(ExportDatabase from, String what, Path file) {
    return from.cli().run(line(what, file));
  }

  private static String[] line(String what, Path file) {
    return ("export " + what + " " + ExportDatabase.YEAR + " --out " + file).split(" ", -1);
  }

  private static List<List<String>> parquet(Path file, String sql) throws SQLException {
    return ExportedRows.ofParquet(file, sql);
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    return CSVFormat.RFC4180.parse(new StringReader(csv)).getRecords();
  }

  private static String restored(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}

package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.demo.Ports;
import io.syncpulse.report.CapacityTables;
import io.syncpulse.report.JobSpan;
import io.syncpulse.report.Period;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCapacityCommandIT {

  private static final String[] CAPACITY = {
    "report",
    "capacity",
    "--from",
    "2026-01-01T00:00:00Z",
    "--to",
    "2026-01-22T00:00:00Z",
    "--workers",
    "3",
    "--target-queue-p95",
    "5m"
  };

  private static PostgresService postgres;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    postgres = Services.postgres();
    Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
    Random random = new Random(3);
    List<JobSpan> jobs = new ArrayList<>();
    long at = Period.micros(Instant.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < 3_000; i++) {
      at += random.nextInt(1_200_000_000);
      long started = at + random.nextInt(90_000_000);
      long left = started + random.nextInt(Integer.MAX_VALUE);
      UUID connection = new UUID(0, i % 40);
      jobs.add(new JobSpan(connection, "<b>github</b>", true, at, started, left, 10));
    }
    try (Connection connection = connect()) {
      CapacityTables.insert(connection, jobs);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static Connection connect() throws Exception {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static Cli cli() {
    return new Cli()
        .with("SYNCPULSE_JDBC_URL", postgres.jdbcUrl())
        .with("SYNCPULSE_JDBC_USER", postgres.user())
        .with("SYNCPULSE_JDBC_PASSWORD", postgres.password());
  }

  private static String[] with(String... more) {
    String[] all = Arrays.copyOf(CAPACITY, CAPACITY.length + more.length);
    System.arraycopy(more, 0, all, CAPACITY.length, more.length);
    return all;
  }

  @Test
  void writesAPageIntoAFile() throws Exception {
    Path file = directory.resolve("capacity.html");

    Cli.Result result = cli().run(with("--out", file.toString()));

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(file))
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>")
        .contains("&lt;b&gt;github&lt;/b&gt;", "3 workers")
        .doesNotContain("<b>");
  }

  @Test
  void figuresAreThoseOfTheFunctionsInSql() throws Exception {
    Cli.Result result = cli().run(with("--format", "json", "--one-at-a-time"));

    JsonNode report = new ObjectMapper().readTree(result.out());
    assertThat(report.get("what_if").get("one_at_a_time").asBoolean()).isTrue();
    try (Connection connection = connect();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT used.*, peak.*, (SELECT count(*) FROM sync_job
                      WHERE created_at >= '2026-01-01Z' AND created_at < '2026-01-22Z') AS jobs,
                      (SELECT percentile_disc(0.95) WITHIN GROUP (
                         ORDER BY extract(epoch FROM started_at - created_at)) FROM sync_job
                       WHERE created_at >= '2026-01-01Z' AND created_at < '2026-01-22Z') AS queue_p95
                    FROM analytics.utilization('2026-01-01Z', '2026-01-22Z', 3) AS used,
                      analytics.concurrency_peaks('2026-01-01Z', '2026-01-22Z') AS peak
                    """)) {
      row.next();
      JsonNode use = report.get("use");
      assertThat(use.get("used").asDouble()).isEqualTo(row.getDouble("used"), offset());
      assertThat(use.get("at_limit").asDouble()).isEqualTo(row.getDouble("at_limit"), offset());
      assertThat(use.get("running_max").asInt()).isEqualTo(row.getInt("running_max"));
      assertThat(Instant.parse(use.get("queued_max_at").asText()))
          .isEqualTo(row.getTimestamp("queued_max_at").toInstant());
      assertThat(report.get("jobs").asLong()).isEqualTo(row.getLong("jobs"));
      assertThat(report.get("source_types").get(0).get("queue_p95").asDouble())
          .isCloseTo(row.getDouble("queue_p95"), Percentage.withPercentage(1));
    }
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-9);
  }

  @Test
  void csvIsALineAFigure() {
    Cli.Result result = cli().run(with("--format", "csv"));

    assertThat(result.outLines().get(0)).isEqualTo("section,key,measure,value,n");
    assertThat(result.outLines())
        .hasSizeGreaterThan(1_000)
        .contains("source_type,(all),jobs,3000,3000")
        .allMatch(line -> line.split(",", -1).length == 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from 2026-02-01T00:00:00Z --to 2026-01-01T00:00:00Z --workers 3 | --from must be before --to",
        "--from 2026-01-01T00:00:00Z --to 2026-01-01T00:00:00Z --workers 3 | --from must be before --to",
        "--from 2999-01-01T00:00:00Z --to 2999-02-01T00:00:00Z --workers 3 | --from is still to come",
        "--from 2019-01-01T00:00:00Z --to 2026-01-01T00:00:00Z --workers 3 | at most 1100 days",
        "--from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z --workers 0 | from 1 to 1000000",
        "--from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z --workers 3 --target-queue-p95 soon | not a length of time",
        "--from yesterday --to 2026-02-01T00:00:00Z --workers 3 | is not a time",
        "--to 2026-02-01T00:00:00Z --workers 3 | --from"
      })
  void wrongUsageIsOneLine(String arguments, String says) {
    Cli.Result result = cli().run(("report capacity " + arguments).split(" ", -1));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).singleElement().asString().contains(says);
  }

  @Test
  void aPeriodWithoutJobsSaysSo() {
    Cli.Result result =
        cli()
            .run(
                "report",
                "capacity",
                "--from",
                "2001-01-01T00:00:00Z",
                "--to",
                "2001-02-01T00:00:00Z",
                "--workers",
                "3");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("no job waited or ran between 2001-01-01T00:00:00Z and 2001-02-01T00:00:00Z");
  }

  @Test
  void aDatabaseThatCannotBeReachedSaysSo() {
    Cli.Result result =
        cli()
            .with("SYNCPULSE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/x")
            .run(CAPACITY);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("cannot reach Postgres");
  }

  @Test
  void aDatabaseWithoutTheSchemaSaysWhatToDo() {
    try (PostgresService empty = Services.postgres()) {
      Cli.Result result = cli().with("SYNCPULSE_JDBC_URL", empty.jdbcUrl()).run(CAPACITY);

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.errLines()).singleElement().asString().contains("run 'syncpulse migrate'");
    }
  }

  @Test
  void aFileThatCannotBeWrittenSaysSo() {
    Cli.Result result = cli().run(with("--out", directory.resolve("no/such/place").toString()));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("cannot write the report to", "place");
  }
}

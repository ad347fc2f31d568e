package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.tool.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {

  private static final long SEED = 20260105;
  private static final int DAY = 144;
  private static final int DAYS = 9;
  private static final Offset<Double> EXACT = within(1e-9);

  /** Half past an hour, so that the first and last hour are cut. */
  private static final Period PERIOD =
      Period.between(Instant.parse("2026-01-05T03:30:00Z"), Instant.parse("2026-01-14T03:30:00Z"));

  private static PostgresService postgres;
  private static Connection connection;
  private static List<JobSpan> jobs;

  @BeforeAll
  static void start() throws Exception {
    postgres = Services.postgres();
    Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
    connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    jobs = RandomJobs.around(new Random(SEED), PERIOD.from(), 3 * DAY, (DAYS + 1) * DAY, 2_000);
    CapacityTables.insert(connection, jobs);
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  private static String time(long micros) {
    return "'" + Period.instant(micros) + "'::timestamptz";
  }

  private static String range() {
    return time(PERIOD.from()) + ", " + time(PERIOD.to());
  }

  private static List<Object[]> rows(Connection on, String query) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (Statement statement = on.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Object[] row = new Object[result.getMetaData().getColumnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Object[]> rows(String query) throws SQLException {
    return rows(connection, query);
  }

  private static void assertSteps(List<Object[]> rows, TickOracle oracle, int step) {
    int ticks = DAYS * DAY;
    assertThat(rows).hasSize((ticks + step - 1) / step);
    for (int i = 0; i < rows.size(); i++) {
      int from = i * step;
      int to = Math.min(ticks, from + step);
      Object[] row = rows.get(i);
      assertThat(row[1]).isEqualTo(TickOracle.max(oracle.running, from, to));
      assertThat((double) row[2]).isCloseTo(TickOracle.mean(oracle.running, from, to), EXACT);
      assertThat(row[3]).isEqualTo(TickOracle.max(oracle.queued, from, to));
      assertThat((double) row[4]).isCloseTo(TickOracle.mean(oracle.queued, from, to), EXACT);
    }
  }

  @Test
  void everyStepHasTheMeanAndTheMaximumOfItsMoments() throws Exception {
    TickOracle oracle = new TickOracle(PERIOD, jobs);
    assertSteps(rows("SELECT * FROM analytics.concurrency(" + range() + ", '50 min')"), oracle, 5);
    assertSteps(rows("SELECT * FROM analytics.concurrency(" + range() + ", '1 day')"), oracle, DAY);
  }

  @Test
  void oneOrganizationOrSourceTypeCountsOnlyItsOwn() throws Exception {
    String steps = "SELECT * FROM analytics.concurrency(" + range() + ", '1 h', ";
    for (String type : RandomJobs.TYPES) {
      List<JobSpan> own = jobs.stream().filter(job -> type.equals(job.sourceType())).toList();
      assertThat(own).isNotEmpty();
      assertSteps(rows(steps + "source_type => '" + type + "')"), new TickOracle(PERIOD, own), 6);
    }
    UUID organization = CapacityTables.organization(new UUID(7, 1));
    List<JobSpan> own =
        jobs.stream()
            .filter(job -> CapacityTables.organization(job.connection()).equals(organization))
            .toList();
    assertThat(own).hasSizeBetween(1, jobs.size() - 1);
    assertSteps(rows(steps + "'" + organization + "')"), new TickOracle(PERIOD, own), 6);
  }

  @Test
  void stepsInWhichNothingHappensAreThere() throws Exception {
    assertThat(
            rows(
                "SELECT * FROM analytics.concurrency('2001-01-01Z', '2001-01-01 02:15Z', '30 min')"))
        .hasSize(5)
        .allMatch(row -> row[1].equals(0) && row[2].equals(0.0) && row[3].equals(0));
    assertThat(rows("SELECT * FROM analytics.concurrency('2001-01-01Z', '2001-01-01Z', '1 h')"))
        .isEmpty();
  }

  @Test
  void jobsThatAreOpenCountUpToNowAndNoFarther() throws Exception {
    Object[] last =
        rows("SELECT at, running_max, at > now() - interval '2 h', max(at) OVER () <= now()"
                + " FROM analytics.concurrency(now() - interval '1 day', now() + interval '9 days',"
                + " '1 h') ORDER BY at DESC LIMIT 1")
            .get(0);
    long open = jobs.stream().filter(job -> job.leftAt() == JobSpan.NEVER && job.started()).count();

    assertThat(last[1]).isEqualTo((int) open);
    assertThat(last[2]).isEqualTo(true);
    assertThat(last[3]).isEqualTo(true);
  }

  @Test
  void peaksAreTheHighestMomentsAndWhenTheyWereFirstReached() throws Exception {
    TickOracle oracle = new TickOracle(PERIOD, jobs);
    List<Object[]> days =
        rows(
            "SELECT at, running_max, extract(epoch FROM running_max_at)::bigint, queued_max,"
                + " extract(epoch FROM queued_max_at)::bigint"
                + " FROM analytics.concurrency_peaks("
                + range()
                + ", '24 h')");
    assertThat(days).hasSize(DAYS);
    for (int i = 0; i < DAYS; i++) {
      assertPeak(days.get(i), oracle, i * DAY, (i + 1) * DAY);
    }
    assertPeak(
        rows("SELECT at, running_max, extract(epoch FROM running_max_at)::bigint, queued_max,"
                + " extract(epoch FROM queued_max_at)::bigint"
                + " FROM analytics.concurrency_peaks("
                + range()
                + ")")
            .get(0),
        oracle,
        0,
        DAYS * DAY);
  }

  private static void assertPeak(Object[] row, TickOracle oracle, int from, int to) {
    assertThat(row[1]).isEqualTo(TickOracle.max(oracle.running, from, to));
    assertThat(row[2]).isEqualTo(second(TickOracle.first(oracle.running, from, to)));
    assertThat(row[3]).isEqualTo(TickOracle.max(oracle.queued, from, to));
    assertThat(row[4]).isEqualTo(second(TickOracle.first(oracle.queued, from, to)));
  }

  private static long second(int tick) {
    return (PERIOD.from() + tick * TickOracle.TICK) / 1_000_000;
  }

  @Test
  void busyHoursAreTheHoursOfTheWeekInUtcWhateverTheSession() throws Exception {
    TickOracle oracle = new TickOracle(PERIOD, jobs);
    execute("SET TIME ZONE 'Asia/Kathmandu'");
    List<Object[]> hours = rows("SELECT * FROM analytics.busy_hours(" + range() + ")");
    assertThat(hours).hasSize(168);
    for (Object[] row : hours) {
      List<Integer> ticks = new ArrayList<>();
      for (int tick = 0; tick < DAYS * DAY; tick++) {
        OffsetDateTime at =
            Period.instant(PERIOD.from() + tick * TickOracle.TICK).atOffset(ZoneOffset.UTC);
        if (row[0].equals(at.getDayOfWeek().getValue()) && row[1].equals(at.getHour())) {
          ticks.add(tick);
        }
      }
      assertThat((double) row[3])
          .isCloseTo(
              ticks.stream().mapToInt(tick -> oracle.running[tick]).average().orElseThrow(), EXACT);
      assertThat(row[4])
          .isEqualTo(ticks.stream().mapToInt(tick -> oracle.running[tick]).max().orElseThrow());
      assertThat((double) row[5])
          .isCloseTo(
              ticks.stream().mapToInt(tick -> oracle.queued[tick]).average().orElseThrow(), EXACT);
      assertThat(row[6])
          .isEqualTo(ticks.stream().mapToInt(tick -> oracle.queued[tick]).max().orElseThrow());
      // Half an hour of Monday and of Wednesday at 3 is an hour that the range cuts.
      assertThat(row[2]).isEqualTo((long) (ticks.size() + 5) / 6);
    }
  }

  @Test
  void utilizationIsTheShareOfTimeAndOfWorkerTime() throws Exception {
    TickOracle oracle = new TickOracle(PERIOD, jobs);
    int ticks = DAYS * DAY;
    double mean = TickOracle.mean(oracle.running, 0, ticks);
    int workers = (int) mean + 1;
    Object[] row =
        rows("SELECT * FROM analytics.utilization(" + range() + ", " + workers + ")").get(0);

    assertThat((double) row[0]).isCloseTo(DAYS * 86_400, within(1e-3));
    assertThat((double) row[1]).isCloseTo(mean, EXACT);
    assertThat(row[2]).isEqualTo(TickOracle.max(oracle.running, 0, ticks));
    assertThat((double) row[3]).isCloseTo(mean / workers, EXACT);
    assertThat((double) row[4] * ticks).isCloseTo(count(oracle, workers), within(1e-6));
    assertThat((double) row[5] * ticks).isCloseTo(count(oracle, workers + 1), within(1e-6));
    assertThat(count(oracle, workers)).isBetween(1, ticks - 1);
  }

  private static int count(TickOracle oracle, int atLeast) {
    int count = 0;
    for (int running : oracle.running) {
      count += running >= atLeast ? 1 : 0;
    }
    return count;
  }

  @Test
  void aRoleThatReadsOnlyTheSchemaGetsTheSameWhateverItsSearchPath() throws Exception {
    String query = "SELECT * FROM analytics.concurrency(" + range() + ", '1 h')";
    String role = "reader_" + UUID.randomUUID().toString().replace('-', '_');
    execute("CREATE ROLE " + role + " LOGIN PASSWORD 'reader'");
    execute("GRANT USAGE ON SCHEMA analytics TO " + role);
    execute("GRANT SELECT ON analytics.job_spans TO " + role);
    try (Connection reader = DriverManager.getConnection(postgres.jdbcUrl(), role, "reader");
        Statement statement = reader.createStatement()) {
      statement.execute("SET search_path TO pg_catalog");
      assertThatThrownBy(() -> rows(reader, "SELECT * FROM public.sync_job"))
          .hasMessageContaining("sync_job");
      assertThat(rows(reader, query).stream().map(Arrays::toString).toList())
          .isEqualTo(rows(query).stream().map(Arrays::toString).toList());
      List<JobSpan> read = new ArrayList<>();
      JobCursor.begin(reader).jobsOf(PERIOD).forEach(read::add);
      assertThat(read).isNotEmpty();
    } finally {
      execute("REVOKE ALL ON analytics.job_spans FROM " + role);
      execute("REVOKE ALL ON SCHEMA analytics FROM " + role);
      execute("DROP ROLE " + role);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theCursorGivesEveryJobOfThePeriodInOrderAndAgain() throws Exception {
    try (Connection reader =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      JobSource source = JobCursor.begin(reader).jobsOf(PERIOD);
      List<JobSpan> first = new ArrayList<>();
      List<JobSpan> second = new ArrayList<>();
      source.forEach(first::add);
      source.forEach(second::add);

      assertThat(second).isEqualTo(first);
      assertThat(first).isSortedAccordingTo(Comparator.comparingLong(JobSpan::createdAt));
      assertThat(first)
          .hasSize(
              (int)
                  jobs.stream()
                      .filter(job -> job.createdAt() < PERIOD.to() && job.leftAt() > PERIOD.from())
                      .count());
      assertThat(first).extracting(JobSpan::sourceType).containsAll(RandomJobs.TYPES);
    }
  }

  @Test
  void theEndOfAJobStillLeavesTheOtherIndexesAlone() throws Exception {
    try (Statement statement = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE sync_job SET heard_at = heard_at, lost_at = lost_at + interval '1 s'"
                    + " WHERE lost_at IS NOT NULL")) {
      statement.execute("VACUUM sync_job");
      statement.execute("SELECT pg_stat_force_next_flush()");
      Object[] before = updates();
      assertThat(update.executeUpdate()).isPositive();
      statement.execute("SELECT pg_stat_force_next_flush()");
      Object[] after = updates();
      assertThat((long) after[1] - (long) before[1])
          .isGreaterThan((long) (0.5 * ((long) after[0] - (long) before[0])));
    }
  }

  private static Object[] updates() throws SQLException {
    return rows("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'sync_job'")
        .get(0);
  }
}

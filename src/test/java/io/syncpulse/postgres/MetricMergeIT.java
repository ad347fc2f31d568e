package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.history.Outcome;
import io.syncpulse.history.OutcomeChange;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.Measures;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import io.syncpulse.postgres.MetricRows.Said;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricMergeIT {

  private static final long AT = 1_770_000_000;
  private static final Scope SCOPE = Scope.connection(new Id(1, 2));
  private static final Figures FIGURES = new RandomMetrics(1).figures();

  private static TestDatabase postgres;
  private static Connection connection;
  private static MetricRows rows;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
    connection = postgres.connect();
    rows = new MetricRows(connection);
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    postgres.execute(
        "TRUNCATE rolling_metrics, hourly_metrics, late_outcome, source_connection, rejected_row");
  }

  @Test
  void rollingRowsAreWhatTheLastStatementsSay() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomMetrics random = new RandomMetrics(seed);
    postgres.execute(
        "INSERT INTO source_connection (id, first_seen_at) VALUES ('%s', now()), ('%s', now())"
            .formatted(new Id(0, 7), new Id(-1, 7)));
    TreeMap<RollingMetricsTable.Key, Said> expected = new TreeMap<>();
    List<List<RollingRow>> batches = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // Now and then an attempt crashes, and the next one says some of it again.
      List<RollingRow> batch =
          batches.isEmpty() || random.below(5) > 0
              ? random.rolling(60)
              : batches.get(random.below(batches.size()));
      batches.add(batch);
      state(expected, batch);
      rows.mergeRolling(batch);
      assertThat(rows.rolling()).as("seed %s, batch %s", seed, i).isEqualTo(expected);
      assertThat(newest()).as("seed %s, batch %s", seed, i).isEqualTo(newestOf(expected));
    }
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  private static void state(
      TreeMap<RollingMetricsTable.Key, Said> table, List<RollingRow> statements) {
    for (RollingRow row : statements) {
      table
          .keySet()
          .removeIf(
              key ->
                  key.scope().equals(row.scope().id())
                      && key.kind() == row.scope().kind()
                      && key.windowSeconds() == row.windowSeconds()
                      && (key.asOf() == row.asOf()
                          || (row.after() != Long.MIN_VALUE
                              && key.asOf() > row.after()
                              && key.asOf() < row.asOf())
                          || (row.isLast() && key.asOf() > row.asOf())));
    }
    for (RollingRow row : statements) {
      if (row.figures() != null) {
        table.put(
            RollingMetricsTable.key(row),
            new Said(row.isFinal(), row.scope().sourceType(), row.figures()));
      }
    }
  }

  private static List<String> newest() throws SQLException {
    return postgres.texts(
        """
        SELECT concat_ws(' ', source_connection_id, window_seconds, extract(epoch FROM as_of)::bigint,
                         completed, failed)
        FROM analytics.connection_health ORDER BY source_connection_id, window_seconds
        """);
  }

  private static List<String> newestOf(TreeMap<RollingMetricsTable.Key, Said> table) {
    TreeMap<RollingMetricsTable.Key, String> newest = new TreeMap<>();
    table.forEach(
        (key, said) -> {
          Figures figures = (Figures) said.what();
          if (key.kind() == Scope.Kind.CONNECTION) {
            newest.put(
                new RollingMetricsTable.Key(key.scope(), key.kind(), key.windowSeconds(), 0),
                "%s %s %s %s %s"
                    .formatted(
                        key.scope(),
                        key.windowSeconds(),
                        key.asOf(),
                        figures.completed(),
                        figures.failed()));
          }
        });
    return List.copyOf(newest.values());
  }

  @Test
  void hourlyRowsAreWhatTheLastStatementsSay() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomMetrics random = new RandomMetrics(seed);
    TreeMap<HourlyMetricsTable.Key, Said> expected = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      List<HourlyRow> batch = random.hourly(40);
      for (HourlyRow row : batch) {
        expected
            .keySet()
            .removeIf(
                key ->
                    key.scope().equals(row.scope().id())
                        && key.kind() == row.scope().kind()
                        && (key.hour() == row.hour()
                            || (row.after() != Long.MIN_VALUE
                                && key.hour() > row.after()
                                && key.hour() < row.hour())
                            || (row.isLast() && key.hour() > row.hour())));
      }
      for (HourlyRow row : batch) {
        if (row.measures() != null) {
          expected.put(
              HourlyMetricsTable.key(row),
              new Said(row.isFinal(), row.scope().sourceType(), text(row.measures())));
        }
      }
      rows.mergeHourly(batch);
      assertThat(rows.hourly()).as("seed %s, batch %s", seed, i).isEqualTo(expected);
    }
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  private static String text(Measures measures) {
    return "%s %s %s %s %s %s %s %s %s %s %s %s %s %s"
        .formatted(
            measures.completed(),
            measures.failed(),
            measures.cancelled(),
            measures.lost(),
            measures.inserted(),
            measures.updated(),
            measures.deleted(),
            measures.runningMicros(),
            measures.durationMicros(),
            measures.durationMicrosSquared(),
            array(Arrays.toString(measures.durations().buckets())),
            array(Arrays.toString(measures.durations().counts())),
            array(Arrays.toString(measures.queueTimes().buckets())),
            array(Arrays.toString(measures.queueTimes().counts())));
  }

  private static String array(String list) {
    return list.replace('[', '{').replace(']', '}').replace(" ", "");
  }

  @Test
  void theSameStatementsAgainWriteNoRowAnew() throws Exception {
    List<RollingRow> batch =
        List.of(rolling(60, 0, false), rolling(120, 60, false), rolling(300, 120, true));
    List<HourlyRow> hours =
        List.of(
            new HourlyRow(
                SCOPE, 3_600, Long.MIN_VALUE, true, true, new RandomMetrics(1).measures()));
    List<OutcomeChange> late = List.of(late(1, false, Outcome.Kind.FAILED, 5L, AT));
    String versions =
        "SELECT xmin::text || ctid::text FROM rolling_metrics"
            + " UNION ALL SELECT xmin::text || ctid::text FROM hourly_metrics"
            + " UNION ALL SELECT xmin::text || ctid::text FROM late_outcome";
    mergeAll(batch, hours, late);
    List<String> before = postgres.texts(versions);

    mergeAll(batch, hours, late);

    assertThat(postgres.texts(versions)).hasSize(5).isEqualTo(before);
  }

  private static void mergeAll(
      List<RollingRow> batch, List<HourlyRow> hours, List<OutcomeChange> late) throws SQLException {
    rows.mergeRolling(batch);
    rows.mergeHourly(hours);
    rows.mergeLate(late);
  }

  @Test
  void aRowThatOneStatementBringsOutlivesAnotherThatDoesNotKnowIt() throws Exception {
    rows.mergeRolling(List.of(rolling(60, 0, true)));
    rows.mergeRolling(List.of(rolling(60, 0, false), rolling(120, 0, true)));
    assertThat(rows.rolling().keySet())
        .extracting(RollingMetricsTable.Key::asOf)
        .containsExactly(60L, 120L);
  }

  @Test
  void rowsThatPostgresRefusesAreSetAsideAndTheOthersAreWritten() throws Exception {
    List<RollingRow> batch = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      batch.add(rolling(i * 60, i * 60 - 60, false));
    }
    batch.set(10, new RollingRow(SCOPE, 3_600, 660, 600, false, true, countless()));
    batch.set(998, new RollingRow(SCOPE, 0, 59_940, 0, false, true, FIGURES));
    batch.set(999, rolling(Long.MAX_VALUE, 59_940, true));

    rows.mergeRolling(batch);

    assertThat(rows.rolling()).hasSize(997);
    assertThat(postgres.texts("SELECT sqlstate || ' ' || row_key FROM rejected_row ORDER BY 1"))
        .containsExactly(
            "22003 connection " + SCOPE.id() + ", 3600 s, 660",
            "22008 connection " + SCOPE.id() + ", 3600 s, 9223372036854775807",
            "22012 connection " + SCOPE.id() + ", 0 s, 59940");
  }

  @Test
  void hoursAndLateOutcomesThatPostgresRefusesAreSetAside() throws Exception {
    Measures measures = new RandomMetrics(1).measures();
    rows.mergeHourly(
        List.of(
            new HourlyRow(SCOPE, 3_600, Long.MIN_VALUE, false, true, measures),
            new HourlyRow(SCOPE, Long.MAX_VALUE, 3_600, true, true, measures)));
    rows.mergeLate(
        List.of(
            late(1, false, Outcome.Kind.LOST, null, AT),
            late(2, false, Outcome.Kind.LOST, null, Long.MAX_VALUE)));

    assertThat(rows.hourly()).hasSize(1);
    assertThat(rows.late()).hasSize(1);
    assertThat(postgres.texts("SELECT table_name || ' ' || row_key FROM rejected_row ORDER BY 1"))
        .containsExactly(
            "hourly_metrics connection " + SCOPE.id() + ", 9223372036854775807",
            "late_outcome " + new Id(0, 2) + " of connection " + SCOPE.id());
  }

  @Test
  void ofALateOutcomeTheLastOfEachKindStands() throws Exception {
    OutcomeChange retracted = late(1, true, Outcome.Kind.LOST, null, AT);
    OutcomeChange completed = late(1, false, Outcome.Kind.COMPLETED, AT - 9, AT);
    OutcomeChange other = late(2, false, Outcome.Kind.CANCELLED, AT - 9, AT);

    rows.mergeLate(List.of(retracted, late(1, false, Outcome.Kind.FAILED, null, AT + 1), other));
    rows.mergeLate(List.of(completed));

    assertThat(rows.late()).containsExactly(completed, retracted, other);
  }

  @Test
  void aNulInASourceTypeIsReplacedSoThatItDoesNotStopTheBatch() throws Exception {
    rows.mergeRolling(
        List.of(
            new RollingRow(Scope.sourceType("a\0b"), 60, AT, Long.MIN_VALUE, true, true, FIGURES)));
    assertThat(rows.rolling().values()).extracting(Said::sourceType).containsExactly("a\uFFFDb");
  }

  /** A writer that should be dead says the same as the one that took its place. */
  @Test
  void twoWritersOfTheSameRowsNeitherFailNorDeadlock() throws Exception {
    List<List<RollingRow>> batches =
        LongStream.range(0, 20)
            .mapToObj(
                b ->
                    LongStream.rangeClosed(1, 500)
                        .mapToObj(i -> rolling(b * 500 + i, b * 500 + i - 1, false))
                        .toList())
            .toList();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        written.add(writers.submit(() -> writeAll(batches)));
      }
      for (Future<?> writer : written) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(rows.rolling()).hasSize(10_000);
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  @Test
  void aRowThatAnotherWriterBringsMeanwhileIsNotRefused() throws Exception {
    RollingRow row = rolling(60, 0, true);
    postgres.execute("INSERT INTO metric_window VALUES (3600) ON CONFLICT DO NOTHING");
    ExecutorService late = Executors.newSingleThreadExecutor();
    try (Connection first = postgres.connect()) {
      first.setAutoCommit(false);
      new MetricRows(first).mergeRolling(List.of(row));
      Future<?> second = late.submit(() -> writeAll(List.of(List.of(row))));
      Awaitility.await()
          .until(() -> postgres.texts("SELECT 1 FROM pg_locks WHERE NOT granted").size() == 1);
      first.commit();
      second.get(60, TimeUnit.SECONDS);
    } finally {
      late.shutdownNow();
    }
    assertThat(rows.rolling()).hasSize(1);
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  private static Void writeAll(List<List<RollingRow>> batches) throws SQLException {
    try (Connection own = postgres.connect()) {
      for (List<RollingRow> batch : batches) {
        new MetricRows(own).mergeRolling(batch);
      }
    }
    return null;
  }

  private static RollingRow rolling(long asOf, long after, boolean isLast) {
    return new RollingRow(SCOPE, 3_600, asOf, after, isLast, true, FIGURES);
  }

  private static Figures countless() {
    return new Figures(Long.MAX_VALUE, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static OutcomeChange late(
      int job, boolean retracted, Outcome.Kind kind, Long startedAt, long endedAt) {
    return new OutcomeChange(
        new Outcome(
            SCOPE.id(),
            null,
            "notion",
            new Id(0, job),
            kind,
            AT - 10,
            startedAt,
            endedAt,
            new EntityCounts(1, 2, 3, 0, 0)),
        retracted);
  }
}

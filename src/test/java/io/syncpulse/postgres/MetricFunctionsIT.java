package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.syncpulse.event.Id;
import io.syncpulse.metric.Buckets;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.Measures;
import io.syncpulse.metric.Scope;
import io.syncpulse.postgres.MetricRows.Said;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricFunctionsIT {

  private static final long HOUR = 3_600;
  private static final long DAY = 1_770_000_000 / 86_400 * 86_400;

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
    postgres.execute("TRUNCATE rolling_metrics, hourly_metrics");
  }

  @Test
  void bucketsAreThoseOfTheJobAtEveryBorderAndBesideIt() throws Exception {
    long[] durations =
        LongStream.concat(
                Arrays.stream(Buckets.longest())
                    .flatMap(border -> LongStream.rangeClosed(border - 1, border + 2)),
                LongStream.of(Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE))
            .toArray();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT analytics.histogram_bucket(micros), analytics.histogram_bucket_seconds(analytics.histogram_bucket(micros))"
                + " FROM unnest(?) WITH ORDINALITY AS given(micros, n) ORDER BY n")) {
      query.setArray(
          1, connection.createArrayOf("int8", Arrays.stream(durations).boxed().toArray()));
      try (ResultSet row = query.executeQuery()) {
        for (long micros : durations) {
          row.next();
          int bucket = Buckets.of(micros);
          assertThat(row.getInt(1)).as("%s µs", micros).isEqualTo(bucket);
          assertThat(row.getDouble(2)).isCloseTo(Buckets.seconds(bucket), within(1e-9));
        }
      }
    }
  }

  @Test
  void aQuantileOfNothingOrOfNoShareIsNull() throws Exception {
    assertThat(
            postgres.texts(
                """
                SELECT analytics.histogram_quantile(buckets, counts, q)
                FROM (VALUES ('{}'::smallint[], '{}'::bigint[], 0.5), (NULL, NULL, 0.5),
                             ('{3}', '{1}', NULL), ('{3}', '{1}', 1.01), ('{3}', '{1}', -0.01),
                             ('{3}', '{1}', 'NaN')) AS given(buckets, counts, q)
                """))
        .hasSize(6)
        .containsOnlyNulls();
  }

  @Test
  void aQuantileIsExactlyTheNearestRank() throws Exception {
    // 7 of 100 durations are in the first bucket: 0.07 * 100 is more than 7 in floating point.
    assertThat(
            postgres.texts(
                """
                SELECT analytics.histogram_quantile('{3,4}', '{7,93}', q) = analytics.histogram_bucket_seconds(3)
                FROM unnest('{0,0.01,0.07,0.0700001,1}'::double precision[]) AS q
                """))
        .containsExactly("t", "t", "t", "f", "f");
  }

  @Test
  void mergedHistogramsAreTheHistogramOfAll() throws Exception {
    assertThat(
            postgres.texts(
                """
                SELECT analytics.histogram_merge(buckets, counts)::text
                FROM (VALUES ('{1,5}'::smallint[], '{2,3}'::bigint[]), ('{}', '{}'), (NULL, NULL),
                             ('{0,5,1096}', '{1,5000000000,9}')) AS given(buckets, counts)
                UNION ALL
                SELECT analytics.histogram_merge(NULL, NULL)::text FROM sync_job
                """))
        .containsExactly("(\"{0,1,5,1096}\",\"{1,2,5000000003,9}\")", "({},{})");
  }

  /** The first four as in Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
  @Test
  void wilsonIntervalsAreAsPublished() throws Exception {
    assertThat(
            postgres.texts(
                """
                SELECT round(bound::numeric, 4)
                FROM (VALUES (81, 263), (15, 148), (0, 20), (1, 29), (20, 20)) AS observed(k, n),
                     unnest(analytics.wilson_interval(k, n)) AS bound
                """))
        .containsExactly(
            "0.2553", "0.3662", "0.0624", "0.1605", "0.0000", "0.1611", "0.0061", "0.1718",
            "0.8389", "1.0000");
    assertThat(
            postgres.texts(
                "SELECT analytics.wilson_interval(k, n)::text FROM (VALUES (0, 0), (1, NULL), (3, 2)) AS o(k, n)"))
        .containsOnlyNulls();
  }

  @Test
  void aSourceTypeHasTheSameIdAsInTheJob() throws Exception {
    assertThat(postgres.texts("SELECT analytics.source_type_id('ılık \uD83D\uDE00')"))
        .containsExactly(Scope.sourceType("ılık \uD83D\uDE00").id().toString());
  }

  @Test
  void metricsOfARangeAreThoseOfAllItsJobs() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    Scope scope = Scope.organization(new Id(3, 3));
    List<List<Long>> durations = new ArrayList<>();
    List<HourlyRow> hours = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      List<Long> ofHour = new ArrayList<>();
      for (int n = random.nextInt(20); n > 0; n--) {
        ofHour.add((long) Math.exp(Math.log(1e3) + random.nextDouble() * Math.log(1e6)));
      }
      durations.add(ofHour);
      HourlyRow hour =
          new HourlyRow(
              scope, DAY + i * HOUR, Long.MIN_VALUE, false, true, MeasuresOf.failed(ofHour));
      hours.add(hour);
      hours.add(
          new HourlyRow(
              Scope.platform(), hour.hour(), Long.MIN_VALUE, false, true, hour.measures()));
    }
    rows.mergeHourly(hours.stream().filter(hour -> !hour.measures().isZero()).toList());
    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(48);
      int to = random.nextInt(49);
      List<Long> all =
          new ArrayList<>(
              from < to
                  ? durations.subList(from, to).stream().flatMap(List::stream).toList()
                  : List.of());
      Collections.sort(all);
      // A time within an hour is moved up to the next one.
      long early = random.nextInt(2) * random.nextInt(3_600);
      assertRange(
          "seed %s, hours %s to %s".formatted(seed, from, to),
          scope,
          DAY + from * HOUR - early,
          DAY + to * HOUR - early,
          all);
    }
  }

  private static void assertRange(String what, Scope scope, long from, long to, List<Long> sorted)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM analytics.metrics_between('organization', ?, to_timestamp(?), to_timestamp(?))")) {
      query.setObject(1, scope.id().toUuid());
      query.setLong(2, from);
      query.setLong(3, to);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        Figures figures = MetricRows.figures(row);
        int n = sorted.size();
        assertThat(row.getLong("jobs")).as(what).isEqualTo(n);
        assertThat(figures.failed()).as(what).isEqualTo(n);
        assertThat(figures.inserted()).as(what).isEqualTo(7L * n);
        assertThat(figures.runningMicros())
            .as(what)
            .isEqualTo(sorted.stream().mapToLong(Long::longValue).sum());
        double hours = Math.max(0, (to - from) / HOUR);
        assertThat(row.getDouble("hours")).as(what).isEqualTo(hours);
        if (hours > 0) {
          assertThat(row.getDouble("entities_per_second"))
              .as(what)
              .isCloseTo(7 * n / hours / HOUR, within(1e-9));
        }
        if (n == 0) {
          assertThat(figures.durationP50()).as(what).isNaN();
          assertThat(figures.durationMean()).as(what).isNaN();
          return;
        }
        assertThat(row.getDouble("success_rate")).as(what).isZero();
        assertThat(figures.durationP50()).as(what).isCloseTo(rank(sorted, 50), PERCENT);
        assertThat(figures.durationP90()).as(what).isCloseTo(rank(sorted, 90), PERCENT);
        assertThat(figures.durationP95()).as(what).isCloseTo(rank(sorted, 95), PERCENT);
        assertThat(figures.durationP99()).as(what).isCloseTo(rank(sorted, 99), PERCENT);
        assertThat(figures.durationMin()).as(what).isCloseTo(rank(sorted, 0), PERCENT);
        assertThat(figures.durationMax()).as(what).isCloseTo(rank(sorted, 100), PERCENT);
        assertThat(figures.queueP95()).as(what).isCloseTo(rank(sorted, 95), PERCENT);
        double mean = sorted.stream().mapToLong(Long::longValue).average().orElseThrow();
        double variance =
            sorted.stream().mapToDouble(d -> (d - mean) * (d - mean)).average().orElseThrow();
        assertThat(figures.durationMean()).as(what).isCloseTo(mean / 1e6, within(1e-6));
        assertThat(figures.durationStddev())
            .as(what)
            .isCloseTo(Math.sqrt(variance) / 1e6, within(1e-6));
      }
    }
  }

  private static final Percentage PERCENT = Percentage.withPercentage(1);

  private static double rank(List<Long> sorted, int percent) {
    return sorted.get(Math.max(1, (sorted.size() * percent + 99) / 100) - 1) / 1e6;
  }

  @Test
  void ofAMomentTheNewestRowOfEachScopeSpeaks() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomMetrics random = new RandomMetrics(seed);
    for (int i = 0; i < 5; i++) {
      rows.mergeRolling(random.rolling(60));
    }
    TreeMap<RollingMetricsTable.Key, Said> table = rows.rolling();
    for (RollingMetricsTable.Key any : table.keySet()) {
      List<String> expected =
          table.keySet().stream()
              .filter(key -> key.windowSeconds() == 3_600 && key.asOf() <= any.asOf())
              .filter(
                  key -> {
                    RollingMetricsTable.Key next = table.higherKey(key);
                    return next == null
                        || !next.scope().equals(key.scope())
                        || next.kind() != key.kind()
                        || next.windowSeconds() != 3_600
                        || next.asOf() > any.asOf();
                  })
              .map(key -> key.scope() + " " + key.asOf())
              .toList();
      assertThat(
              postgres.texts(
                  """
                  SELECT scope_id || ' ' || extract(epoch FROM as_of)::bigint
                  FROM analytics.rolling_metrics_as_of(to_timestamp(%s), 3600) ORDER BY scope_id, scope
                  """
                      .formatted(any.asOf())))
          .as("seed %s, at %s", seed, any.asOf())
          .isEqualTo(expected);
    }
  }

  /** The vector of jobs, coordinate by coordinate: see {@link Measures}. */
  private static final class MeasuresOf {

    private final TreeMap<Integer, Long> values = new TreeMap<>();

    static Measures failed(List<Long> durations) {
      MeasuresOf of = new MeasuresOf();
      for (long micros : durations) {
        BigInteger square = BigInteger.valueOf(micros).pow(2);
        of.add(1, 1);
        of.add(4, 7);
        of.add(8, micros);
        for (int limb = 0; limb < 3; limb++) {
          of.add(9 + limb, square.shiftRight(30 * limb).longValue() & ((1 << 30) - 1));
        }
        of.add(32 + Buckets.of(micros), 1);
        of.add(2048 + Buckets.of(micros), 1);
      }
      Measures measures = new Measures();
      measures.size = of.values.size();
      measures.coordinates = new short[measures.size];
      measures.values = new long[measures.size];
      int at = 0;
      for (int coordinate : of.values.keySet()) {
        measures.coordinates[at] = (short) coordinate;
        measures.values[at++] = of.values.get(coordinate);
      }
      return measures;
    }

    private void add(int coordinate, long by) {
      if (by != 0) {
        values.merge(coordinate, by, Long::sum);
      }
    }
  }
}

package io.syncpulse;

import io.syncpulse.services.PostgresService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A row of the tables of metrics, as it should be or as it is.
 *
 * @param exact columns that must be equal, as Postgres prints them
 * @param close columns that may differ a little, in seconds; null where there is nothing to say
 */
record MetricRow(Map<String, String> exact, Map<String, Double> close) {

  private static final double PERCENTILES = 0.01;
  private static final double THE_REST = 1e-9;

  private static final List<String> ROLLING_EXACT =
      List.of(
          "is_final",
          "source_type",
          "completed",
          "failed",
          "cancelled",
          "lost",
          "jobs",
          "entities_inserted",
          "entities_updated",
          "entities_deleted",
          "entities_failed");
  private static final List<String> ROLLING_CLOSE =
      List.of(
          "success_rate",
          "duration_p50",
          "duration_p90",
          "duration_p95",
          "duration_p99",
          "duration_min",
          "duration_max",
          "duration_mean",
          "duration_stddev",
          "queue_p50",
          "queue_p95",
          "running_seconds",
          "entities_per_second",
          "entities_per_running_second");
  private static final List<String> HOURLY_EXACT =
      List.of(
          "is_final",
          "source_type",
          "completed",
          "failed",
          "cancelled",
          "lost",
          "entities_inserted",
          "entities_updated",
          "entities_deleted",
          "entities_failed",
          "running_micros",
          "duration_micros",
          "duration_micros_squared",
          "duration_buckets",
          "duration_counts",
          "queue_buckets",
          "queue_counts");

  /** All of {@code rolling_metrics}: the key names scope, id, window and end. */
  static SortedMap<String, MetricRow> rolling(PostgresService postgres) throws SQLException {
    return read(
        postgres,
        "SELECT scope || ' ' || scope_id || ' ' || window_seconds, as_of, * FROM rolling_metrics",
        ROLLING_EXACT,
        ROLLING_CLOSE);
  }

  /** All of {@code hourly_metrics}: the key names scope, id and hour. */
  static SortedMap<String, MetricRow> hourly(PostgresService postgres) throws SQLException {
    return read(
        postgres,
        "SELECT scope || ' ' || scope_id, hour, * FROM hourly_metrics",
        HOURLY_EXACT,
        List.of());
  }

  /** When the row of a key is of. */
  static Instant at(String key) {
    return Instant.parse(key.substring(key.lastIndexOf(' ') + 1));
  }

  /** What is wrong with the actual rows: each that is missing, extra, or differs. */
  static List<String> differences(
      SortedMap<String, MetricRow> expected, SortedMap<String, MetricRow> actual) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, row) -> {
          MetricRow found = actual.get(key);
          if (found == null) {
            differences.add("missing " + key + ": " + row);
          } else {
            row.differences(found).forEach(one -> differences.add(key + ": " + one));
          }
        });
    actual.forEach(
        (key, row) -> {
          if (!expected.containsKey(key)) {
            differences.add("extra " + key + ": " + row);
          }
        });
    return differences;
  }

  private List<String> differences(MetricRow actual) {
    Stream<String> notEqual =
        exact.keySet().stream()
            .filter(column -> !Objects.equals(exact.get(column), actual.exact.get(column)))
            .map(column -> told(column, exact.get(column), actual.exact.get(column)));
    Stream<String> notClose =
        close.keySet().stream()
            .filter(column -> !isClose(column, close.get(column), actual.close.get(column)))
            .map(column -> told(column, close.get(column), actual.close.get(column)));
    return Stream.concat(notEqual, notClose).toList();
  }

  private static String told(String column, Object expected, Object actual) {
    return column + " must be " + expected + " but is " + actual;
  }

  private static boolean isClose(String column, Double expected, Double actual) {
    if (expected == null || actual == null) {
      return Objects.equals(expected, actual);
    }
    boolean fromHistogram = column.matches(".*_(p\\d\\d|min|max)");
    return Math.abs(actual - expected) <= (fromHistogram ? PERCENTILES : THE_REST) * expected;
  }

  private static SortedMap<String, MetricRow> read(
      PostgresService postgres, String query, List<String> exactly, List<String> closely)
      throws SQLException {
    SortedMap<String, MetricRow> rows = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Map<String, String> exact = new LinkedHashMap<>();
        for (String column : exactly) {
          exact.put(column, result.getString(column));
        }
        Map<String, Double> close = new LinkedHashMap<>();
        for (String column : closely) {
          close.put(column, result.getObject(column, Double.class));
        }
        String at = result.getObject(2, OffsetDateTime.class).toInstant().toString();
        rows.put(result.getString(1) + " " + at, new MetricRow(exact, close));
      }
    }
    return rows;
  }
}

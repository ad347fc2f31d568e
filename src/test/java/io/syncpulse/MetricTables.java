package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.MetricsOracle.Window;
import io.syncpulse.services.PostgresService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables of metrics as the end-to-end tests look at them. */
final class MetricTables {

  private MetricTables() {}

  /** Waits for nothing: all rows must be there and final, and no others. */
  static void assertAre(MetricsOracle oracle, List<Window> windows, PostgresService postgres)
      throws SQLException {
    assertAreUpTo(Instant.MAX, oracle, windows, postgres);
    assertThat(misranked(postgres)).as("connections not ranked by their newest row").isEmpty();
  }

  /** The same of the rows up to a moment: what comes after it may be anything. */
  static void assertAreUpTo(
      Instant last, MetricsOracle oracle, List<Window> windows, PostgresService postgres)
      throws SQLException {
    List<String> differences =
        new ArrayList<>(
            MetricRow.differences(
                upTo(last, oracle.hourly()), upTo(last, MetricRow.hourly(postgres))));
    differences.addAll(
        MetricRow.differences(
            upTo(last, oracle.rolling(windows)), upTo(last, MetricRow.rolling(postgres))));
    assertThat(differences.stream().limit(20).toList())
        .as("%s differences, of which the first", differences.size())
        .isEmpty();
  }

  private static SortedMap<String, MetricRow> upTo(Instant last, SortedMap<String, MetricRow> all) {
    SortedMap<String, MetricRow> some = new TreeMap<>(all);
    some.keySet().removeIf(key -> MetricRow.at(key).isAfter(last));
    return some;
  }

  private static List<String> misranked(PostgresService postgres) throws SQLException {
    List<String> misranked = new ArrayList<>();
    try (Connection database =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement select = database.createStatement();
        ResultSet row =
            select.executeQuery(
                """
                SELECT concat(newest, ' ', ranked)
                FROM (
                  SELECT DISTINCT ON (window_seconds, scope_id) window_seconds, scope_id, as_of,
                    success_rate, duration_p95, entities_per_second, failed
                  FROM rolling_metrics
                  WHERE scope = 'connection'
                  ORDER BY window_seconds, scope_id, as_of DESC) newest
                FULL JOIN (SELECT * FROM connection_rank WHERE as_of IS NOT NULL) ranked
                  ON ranked.window_seconds = newest.window_seconds
                  AND ranked.source_connection_id = newest.scope_id
                WHERE to_jsonb(newest) - 'scope_id'
                  IS DISTINCT FROM to_jsonb(ranked) - 'source_connection_id'
                """)) {
      while (row.next()) {
        misranked.add(row.getString(1));
      }
    }
    return misranked;
  }

  /** The windows as the setting says them. */
  static String setting(List<Window> windows) {
    return windows.stream()
        .map(window -> window.size().toSeconds() + " s/" + window.slide().toSeconds() + " s")
        .collect(Collectors.joining(", "));
  }
}

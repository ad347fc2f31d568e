package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.MetricsOracle.Window;
import io.syncpulse.services.PostgresService;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of metrics as the end-to-end tests look at them. */
final class MetricTables {

  /** The newest row of each connection and size must be the one that rolling_metrics has. */
  private static final String NEWEST =
      """
      (SELECT DISTINCT ON (scope_id, window_seconds)
              scope_id, window_seconds, as_of, success_rate, duration_p95, entities_per_second, failed
       FROM rolling_metrics WHERE scope = 'connection'
       ORDER BY scope_id, window_seconds, as_of DESC)
      """;

  private MetricTables() {}

  /** Waits for nothing: all rows must be there and final, and no others. */
  static void assertAre(MetricsOracle oracle, List<Window> windows, PostgresService postgres)
      throws SQLException {
    assertNone(MetricRow.differences(oracle.hourly(), MetricRow.hourly(postgres)));
    assertNone(MetricRow.differences(oracle.rolling(windows), MetricRow.rolling(postgres)));
    assertThat(JobRow.count(postgres, "(" + NEWEST + " EXCEPT TABLE newest_metrics) AS missing"))
        .isZero();
    assertThat(JobRow.count(postgres, "(TABLE newest_metrics EXCEPT " + NEWEST + ") AS extra"))
        .isZero();
  }

  /** The windows as the setting says them. */
  static String setting(List<Window> windows) {
    return windows.stream()
        .map(window -> window.size().toSeconds() + " s/" + window.slide().toSeconds() + " s")
        .collect(Collectors.joining(", "));
  }

  private static void assertNone(List<String> differences) {
    assertThat(differences.stream().limit(20).toList())
        .as("%s differences, of which the first", differences.size())
        .isEmpty();
  }
}

package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.MetricsOracle.Window;
import io.syncpulse.services.PostgresService;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of metrics as the end-to-end tests look at them. */
final class MetricTables {

  private MetricTables() {}

  /** Waits for nothing: all rows must be there and final, and no others. */
  static void assertAre(MetricsOracle oracle, List<Window> windows, PostgresService postgres)
      throws SQLException {
    List<String> differences =
        new ArrayList<>(MetricRow.differences(oracle.hourly(), MetricRow.hourly(postgres)));
    differences.addAll(MetricRow.differences(oracle.rolling(windows), MetricRow.rolling(postgres)));
    assertThat(differences.stream().limit(20).toList())
        .as("%s differences, of which the first", differences.size())
        .isEmpty();
  }

  /** The windows as the setting says them. */
  static String setting(List<Window> windows) {
    return windows.stream()
        .map(window -> window.size().toSeconds() + " s/" + window.slide().toSeconds() + " s")
        .collect(Collectors.joining(", "));
  }
}

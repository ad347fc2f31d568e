package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The metrics of a scope: the newest, those of one window before, and what lies between. */
final class ScopeFigures {

  /** One step through the index for each moment, however many rows lie between them. */
  static final String SQL =
      """
      SELECT step, newest.as_of AS newest_as_of, %s
      FROM (SELECT (
        SELECT as_of FROM rolling_metrics
        WHERE scope_id = ? AND scope = CAST(? AS metric_scope) AND window_seconds = ?
        ORDER BY as_of DESC LIMIT 1) AS as_of) newest
      CROSS JOIN generate_series(0, %s) AS step
      LEFT JOIN LATERAL (
        SELECT * FROM rolling_metrics
        WHERE scope_id = ? AND scope = CAST(? AS metric_scope) AND window_seconds = ?
          AND as_of <= newest.as_of - (%s - step) * ? * interval '1 second'
        ORDER BY as_of DESC LIMIT 1) m ON true
      """
          .formatted(MetricsJson.COLUMNS, Sparkline.STEPS, Sparkline.STEPS);

  private final JsonBytes metrics = new JsonBytes(MetricsJson.TYPICAL_BYTES);
  private final JsonBytes previous = new JsonBytes(MetricsJson.TYPICAL_BYTES);
  private final Sparkline sparkline;
  private boolean present;

  private ScopeFigures(Window window) {
    sparkline = new Sparkline(window);
  }

  static ScopeFigures read(Connection connection, FigureScope scope, UUID id, Window window)
      throws SQLException {
    ScopeFigures figures = new ScopeFigures(window);
    try (PreparedStatement select = connection.prepareStatement(SQL)) {
      bind(select, scope, id, window);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          figures.add(row, window);
        }
      }
    }
    return figures;
  }

  static void bind(PreparedStatement select, FigureScope scope, UUID id, Window window)
      throws SQLException {
    int i = 0;
    for (int part = 0; part < 2; part++) {
      select.setObject(++i, id);
      select.setString(++i, scope.wireName());
      select.setInt(++i, window.seconds());
    }
    select.setInt(++i, Sparkline.stepSeconds(window));
  }

  private void add(ResultSet row, Window window) throws SQLException {
    int step = row.getInt("step");
    Instant newest = Columns.time(row, "newest_as_of");
    present |= newest != null;
    sparkline.add(step, newest, row);
    if (step == 0) {
      MetricsJson.write(previous, window, row);
    } else if (step == Sparkline.STEPS) {
      MetricsJson.write(metrics, window, row);
    }
  }

  /** Whether there are any; if not, they read as zeros and nulls. */
  boolean present() {
    return present;
  }

  byte[] metrics() {
    return metrics.toBytes();
  }

  byte[] previous() {
    return previous.toBytes();
  }

  Sparkline sparkline() {
    return sparkline;
  }
}

package io.syncpulse.postgres;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.history.Outcome;
import io.syncpulse.history.OutcomeChange;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Writes batches of metrics as the sinks do, and reads the tables back. */
final class MetricRows {

  private final Connection connection;

  MetricRows(Connection connection) {
    this.connection = connection;
  }

  /** What a row says beside its key. */
  record Said(boolean isFinal, String sourceType, Object what) {}

  void mergeRolling(List<RollingRow> rows) throws SQLException {
    List<RollingRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(RollingMetricsTable::key));
    merge(RollingMetricsTable.MERGE, call -> RollingMetricsTable.bind(call, sorted, null));
  }

  void mergeHourly(List<HourlyRow> rows) throws SQLException {
    List<HourlyRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(HourlyMetricsTable::key));
    merge(HourlyMetricsTable.MERGE, call -> HourlyMetricsTable.bind(call, sorted, null));
  }

  void mergeLate(List<OutcomeChange> changes) throws SQLException {
    List<OutcomeChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(LateOutcomeTable::key));
    merge(LateOutcomeTable.MERGE, call -> LateOutcomeTable.bind(call, sorted));
  }

  private interface Binding {
    void bind(PreparedStatement call) throws SQLException;
  }

  private void merge(String signature, Binding binding) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(MergeSink.call(signature))) {
      binding.bind(call);
      call.addBatch();
      call.executeBatch();
    }
  }

  /** All of rolling_metrics. */
  TreeMap<RollingMetricsTable.Key, Said> rolling() throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                "SELECT *, extract(epoch FROM as_of)::bigint AS second FROM rolling_metrics")) {
      TreeMap<RollingMetricsTable.Key, Said> rows = new TreeMap<>();
      while (row.next()) {
        rows.put(
            new RollingMetricsTable.Key(
                Id.parse(row.getString("scope_id")),
                kind(row),
                row.getInt("window_seconds"),
                row.getLong("second")),
            new Said(row.getBoolean("is_final"), row.getString("source_type"), figures(row)));
      }
      return rows;
    }
  }

  static Figures figures(ResultSet row) throws SQLException {
    return new Figures(
        row.getLong("completed"),
        row.getLong("failed"),
        row.getLong("cancelled"),
        row.getLong("lost"),
        number(row, "duration_p50"),
        number(row, "duration_p90"),
        number(row, "duration_p95"),
        number(row, "duration_p99"),
        number(row, "duration_min"),
        number(row, "duration_max"),
        number(row, "duration_mean"),
        number(row, "duration_stddev"),
        number(row, "queue_p50"),
        number(row, "queue_p95"),
        row.getLong("entities_inserted"),
        row.getLong("entities_updated"),
        row.getLong("entities_deleted"),
        Math.round(row.getDouble("running_seconds") * 1e6));
  }

  /** All of hourly_metrics: every column beside the key, as text. */
  TreeMap<HourlyMetricsTable.Key, Said> hourly() throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                """
                SELECT *, extract(epoch FROM hour)::bigint AS second,
                  concat_ws(' ', completed, failed, cancelled, lost, entities_inserted,
                    entities_updated, entities_deleted, running_micros, duration_micros,
                    duration_micros_squared, duration_buckets, duration_counts, queue_buckets,
                    queue_counts) AS measures
                FROM hourly_metrics
                """)) {
      TreeMap<HourlyMetricsTable.Key, Said> rows = new TreeMap<>();
      while (row.next()) {
        rows.put(
            new HourlyMetricsTable.Key(
                Id.parse(row.getString("scope_id")), kind(row), row.getLong("second")),
            new Said(
                row.getBoolean("is_final"),
                row.getString("source_type"),
                row.getString("measures")));
      }
      return rows;
    }
  }

  /** All of late_outcome. */
  List<OutcomeChange> late() throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                """
                SELECT *,
                       (extract(epoch FROM created_at) * 1000000)::bigint AS created,
                       (extract(epoch FROM started_at) * 1000000)::bigint AS started,
                       (extract(epoch FROM ended_at) * 1000000)::bigint AS ended
                FROM late_outcome ORDER BY job_id, source_connection_id, is_retraction
                """)) {
      List<OutcomeChange> changes = new ArrayList<>();
      while (row.next()) {
        String organization = row.getString("organization_id");
        changes.add(
            new OutcomeChange(
                new Outcome(
                    Id.parse(row.getString("source_connection_id")),
                    organization == null ? null : Id.parse(organization),
                    row.getString("source_type"),
                    Id.parse(row.getString("job_id")),
                    Outcome.Kind.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                    row.getLong("created"),
                    row.getObject("started", Long.class),
                    row.getLong("ended"),
                    new EntityCounts(
                        row.getLong("entities_inserted"),
                        row.getLong("entities_updated"),
                        row.getLong("entities_deleted"),
                        0,
                        0)),
                row.getBoolean("is_retraction")));
      }
      return changes;
    }
  }

  private static Scope.Kind kind(ResultSet row) throws SQLException {
    return Scope.Kind.valueOf(row.getString("scope").toUpperCase(Locale.ROOT));
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? Double.NaN : number;
  }
}

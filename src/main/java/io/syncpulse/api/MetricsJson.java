package io.syncpulse.api;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Metrics as JSON: every field of the contract, always, in its order. A join that found no row says
 * nothing but null, and that makes the zeros and nulls of a connection without metrics.
 */
final class MetricsJson {

  /** About what one connection's metrics take: the first guess at the size of an answer. */
  static final int TYPICAL_BYTES = 800;

  /** What is read of a row {@code m} of rolling_metrics. */
  static final String COLUMNS =
      """
      m.as_of, m.is_final, m.jobs, m.completed, m.failed, m.cancelled, m.lost, m.success_rate,
      analytics.wilson_interval(m.completed, m.completed + m.failed) AS success_rate_interval,
      m.duration_p50, m.duration_p90, m.duration_p95, m.duration_p99, m.duration_min,
      m.duration_max, m.duration_mean, m.duration_stddev, m.queue_p50, m.queue_p95,
      m.entities_inserted, m.entities_updated, m.entities_deleted, m.entities_failed,
      m.entities_per_second, m.entities_per_running_second, m.running_seconds""";

  private MetricsJson() {}

  /** Metrics of a connection. */
  static void write(JsonBytes json, UUID connection, Window window, ResultSet m)
      throws SQLException {
    json.beginObject().field("source_connection_id").id(connection);
    fields(json, window, m);
  }

  /** Metrics of a wider scope. */
  static void write(JsonBytes json, Window window, ResultSet m) throws SQLException {
    fields(json.beginObject(), window, m);
  }

  private static void fields(JsonBytes json, Window window, ResultSet m) throws SQLException {
    json.field("window").text(window.text());
    json.field("as_of").time(Columns.time(m, "as_of"));
    json.field("final").truth(m.getObject("is_final", Boolean.class));
    for (String count : new String[] {"jobs", "completed", "failed", "cancelled", "lost"}) {
      json.field(count).number(m.getLong(count));
    }
    json.field("success_rate").number(Columns.decimal(m, "success_rate"));
    interval(json.field("success_rate_interval"), m.getArray("success_rate_interval"));
    json.field("duration_seconds").beginObject();
    numbers(json, m, "duration_", "p50", "p90", "p95", "p99", "min", "max", "mean", "stddev");
    json.endObject().field("queue_seconds").beginObject();
    numbers(json, m, "queue_", "p50", "p95");
    json.endObject().field("entities").beginObject();
    for (String count : new String[] {"inserted", "updated", "deleted", "failed"}) {
      json.field(count).number(m.getLong("entities_" + count));
    }
    json.endObject().field("entities_per_second").number(m.getDouble("entities_per_second"));
    numbers(json, m, "", "entities_per_running_second");
    json.field("running_seconds").number(m.getDouble("running_seconds")).endObject();
  }

  private static void numbers(JsonBytes json, ResultSet m, String prefix, String... names)
      throws SQLException {
    for (String name : names) {
      json.field(name).number(Columns.decimal(m, prefix + name));
    }
  }

  private static void interval(JsonBytes json, Array boundsOrNull) throws SQLException {
    if (boundsOrNull == null) {
      json.json(null);
      return;
    }
    Double[] bounds = (Double[]) boundsOrNull.getArray();
    json.beginArray().element().number(bounds[0]).element().number(bounds[1]).endArray();
  }
}

package io.syncpulse.api;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Metrics as CSV: the fields of the JSON in their order, nested ones with their names joined. */
final class MetricsCsv implements MetricsList {

  private static final List<String> JOBS =
      List.of("jobs", "completed", "failed", "cancelled", "lost");
  private static final List<String> DURATIONS =
      List.of("p50", "p90", "p95", "p99", "min", "max", "mean", "stddev");
  private static final List<String> QUEUES = List.of("p50", "p95");
  private static final List<String> ENTITIES =
      List.of("entities_inserted", "entities_updated", "entities_deleted", "entities_failed");
  private static final List<String> RATES =
      List.of("entities_per_second", "entities_per_running_second", "running_seconds");

  private static final List<String> HEADER =
      Stream.of(
              Stream.of("source_connection_id", "window", "as_of", "final"),
              JOBS.stream(),
              Stream.of("success_rate", "success_rate_interval_low", "success_rate_interval_high"),
              DURATIONS.stream().map("duration_seconds_"::concat),
              QUEUES.stream().map("queue_seconds_"::concat),
              ENTITIES.stream(),
              RATES.stream())
          .flatMap(names -> names)
          .toList();

  private final CsvRows csv = new CsvRows().header(HEADER);

  @Override
  public void add(UUID connection, Window window, ResultSet m) throws SQLException {
    csv.id(connection).text(window.text()).time(Columns.time(m, "as_of"));
    csv.truth(m.getObject("is_final", Boolean.class));
    for (String count : JOBS) {
      csv.number(m.getLong(count));
    }
    csv.number(Columns.decimal(m, "success_rate"));
    Array interval = m.getArray("success_rate_interval");
    Double[] bounds = interval == null ? new Double[2] : (Double[]) interval.getArray();
    csv.number(bounds[0]).number(bounds[1]);
    for (String duration : DURATIONS) {
      csv.number(Columns.decimal(m, "duration_" + duration));
    }
    for (String queue : QUEUES) {
      csv.number(Columns.decimal(m, "queue_" + queue));
    }
    for (String count : ENTITIES) {
      csv.number(m.getLong(count));
    }
    for (String rate : RATES) {
      csv.number(Columns.decimal(m, rate));
    }
    csv.endRow();
  }

  @Override
  public byte[] end() {
    return csv.toBytes();
  }
}

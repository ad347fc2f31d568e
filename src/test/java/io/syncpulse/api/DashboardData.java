package io.syncpulse.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Rows of an organization, as the job would write them. */
record DashboardData(RunningApi api, UUID organization) {

  static final UUID PLATFORM = new UUID(0, 0);
  static final int HOUR = 3_600;
  static final int DAY = 24 * HOUR;
  static final int WEEK = 7 * DAY;

  static DashboardData ofNewOrganization(RunningApi api) {
    return new DashboardData(api, UUID.randomUUID());
  }

  UUID connection(String type, String collection) {
    UUID connection = api.connection(organization);
    api.execute(
        """
        UPDATE source_connection SET source_type = ?, collection_name = ?,
          collection_readable_id = lower(replace(?, ' ', '-')) || '-x7k2', described_at = now()
        WHERE id = ?
        """,
        type,
        collection,
        collection,
        connection);
    return connection;
  }

  /** A row of metrics; durations are spread around their p50, in seconds. */
  void metrics(
      String scope, UUID id, int window, Instant asOf, long completed, long failed, double p50) {
    api.execute("INSERT INTO metric_window VALUES (?) ON CONFLICT DO NOTHING", window);
    api.execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
          failed, cancelled, lost, duration_p50, duration_p90, duration_p95, duration_p99,
          duration_min, duration_max, duration_mean, duration_stddev, queue_p50, queue_p95,
          entities_inserted, entities_updated, entities_deleted, running_seconds)
        VALUES (?, CAST(? AS metric_scope), ?, true, CAST(? AS timestamptz), ?, ?, 2, 1,
          ?, ? * 1.8, ? * 2, ? * 3, ? / 4, ? * 4, ? * 1.1, ? / 3, 1.5, 6, ?, ?, 10, ?)
        """,
        id,
        scope,
        window,
        asOf.toString(),
        completed,
        failed,
        p50,
        p50,
        p50,
        p50,
        p50,
        p50,
        p50,
        p50,
        completed * 60,
        completed * 40,
        (completed + failed) * p50);
    api.rank();
  }

  /** Metrics of a day's window, every quarter of an hour of the last days, the newest last. */
  void history(UUID connection, int quarters, Instant newest) {
    for (int i = quarters; i >= 0; i--) {
      Instant asOf = newest.minus(15L * i, ChronoUnit.MINUTES);
      metrics("connection", connection, DAY, asOf, 95 + i % 5, 5 + i % 3, 60 + i % 7);
    }
  }

  UUID job(
      UUID connection,
      String status,
      Instant createdAt,
      Integer queueSeconds,
      Integer durationSeconds,
      String error) {
    Instant started = queueSeconds == null ? null : createdAt.plusSeconds(queueSeconds);
    Instant ended =
        started == null || durationSeconds == null ? null : started.plusSeconds(durationSeconds);
    UUID id =
        api.job(
            UUID.randomUUID(),
            connection,
            status,
            createdAt.toString(),
            started == null ? null : started.toString(),
            ended == null ? null : ended.toString());
    api.execute(
        """
        UPDATE sync_job SET entities_inserted = 1234, entities_updated = 56, entities_deleted = 7,
          error = ? WHERE id = ?
        """,
        error,
        id);
    return id;
  }
}

package io.syncpulse.tool;

/** What can be exported: which rows, and which of their columns. */
enum ExportTable {
  /** Jobs by the time at which they were created. */
  JOBS(
      """
      SELECT j.id, j.source_connection_id, c.organization_id, c.source_type, j.status, j.created_at,
        j.started_at, j.ended_at, j.heard_at, j.lost_at, j.duration_seconds, j.batches,
        j.entities_inserted, j.entities_updated, j.entities_deleted, j.entities_failed,
        j.entities_kept, j.entities_skipped, j.error, j.error_category, j.error_details
      FROM sync_job j
      LEFT JOIN source_connection c ON c.id = j.source_connection_id
      """,
      "j.created_at",
      "c.organization_id"),

  /** Hours with their sums and histograms. */
  HOURLY(
      """
      SELECT m.scope, m.scope_id, %1$s AS organization_id,
        coalesce(m.source_type, c.source_type) AS source_type, m.hour, m.is_final, m.completed,
        m.failed, m.cancelled, m.lost, m.entities_inserted, m.entities_updated, m.entities_deleted,
        m.entities_failed, m.running_micros, m.duration_micros,
        m.duration_micros_squared::numeric(38) AS duration_micros_squared,
        m.duration_buckets, m.duration_counts, m.queue_buckets, m.queue_counts
      FROM hourly_metrics m
      LEFT JOIN source_connection c ON m.scope = 'connection' AND c.id = m.scope_id
      """
          .formatted(Sql.ORGANIZATION_OF_SCOPE),
      "m.hour",
      Sql.ORGANIZATION_OF_SCOPE),

  /** Rolling windows by their ends. */
  ROLLING(
      """
      SELECT m.scope, m.scope_id, %1$s AS organization_id,
        coalesce(m.source_type, c.source_type) AS source_type, m.window_seconds, m.as_of,
        m.is_final, m.jobs, m.completed, m.failed, m.cancelled, m.lost, m.success_rate,
        m.duration_p50, m.duration_p90, m.duration_p95, m.duration_p99, m.duration_min,
        m.duration_max, m.duration_mean, m.duration_stddev, m.queue_p50, m.queue_p95,
        m.entities_inserted, m.entities_updated, m.entities_deleted, m.entities_failed,
        m.entities_per_second, m.entities_per_running_second, m.running_seconds
      FROM rolling_metrics m
      LEFT JOIN source_connection c ON m.scope = 'connection' AND c.id = m.scope_id
      """
          .formatted(Sql.ORGANIZATION_OF_SCOPE),
      "m.as_of",
      Sql.ORGANIZATION_OF_SCOPE);

  private final String select;
  private final String time;
  private final String organization;

  ExportTable(String select, String time, String organization) {
    this.select = select;
    this.time = time;
    this.organization = organization;
  }

  /**
   * The query, with a parameter for the first moment, one for the moment after the last, and one
   * for the organization if there is one. It has no order: a sort would cost more than all the
   * rest, and the tables are nearly in the order of time anyway.
   */
  String sql(boolean ofOneOrganization) {
    return select
        + ("WHERE %1$s >= ? AND %1$s < ?".formatted(time))
        + (ofOneOrganization ? " AND " + organization + " = ?" : "");
  }

  /** An enum's constants cannot see its own fields. */
  private static final class Sql {

    /** Source types and the platform belong to no one organization. */
    static final String ORGANIZATION_OF_SCOPE =
        "CASE m.scope WHEN 'connection' THEN c.organization_id"
            + " WHEN 'organization' THEN m.scope_id END";

    private Sql() {}
  }
}

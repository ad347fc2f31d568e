package io.syncpulse.postgres;

/** The statements that derive metrics from the jobs of {@link TenMillionJobs}. */
final class DerivedMetrics {

  /** Connections by turns, then each of the coarser scopes. */
  static final int PARTS = 11;

  /** Jobs that finished on one day: parameters are its number from the oldest, and now. */
  static final String HOURS_OF_DAY =
      """
      INSERT INTO hourly_metrics (
        scope_id, scope, is_final, hour, completed, failed, cancelled, lost, entities_inserted,
        entities_updated, entities_deleted, running_micros, duration_micros,
        duration_micros_squared, duration_buckets, duration_counts, queue_buckets, queue_counts,
        source_type)
      SELECT
        scope_id, scope, hour <= present - interval '1 h', hour, completed, failed, cancelled, lost,
        inserted, updated, deleted, running, coalesce(durations, 0), coalesce(squares, 0),
        CASE WHEN durations_n < 2 THEN duration_list ELSE generated.buckets(duration_list) END,
        CASE durations_n WHEN 0 THEN '{}' WHEN 1 THEN '{1}' ELSE generated.counts(duration_list) END,
        CASE WHEN queues_n < 2 THEN queue_list ELSE generated.buckets(queue_list) END,
        CASE queues_n WHEN 0 THEN '{}' WHEN 1 THEN '{1}' ELSE generated.counts(queue_list) END,
        source_type
      FROM (
        SELECT
          scope_id, scope, hour, present, source_type,
          count(*) FILTER (WHERE status = 'completed') AS completed,
          count(*) FILTER (WHERE status = 'failed') AS failed,
          count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
          count(*) FILTER (WHERE status = 'running') AS lost,
          sum(entities_inserted)::bigint AS inserted, sum(entities_updated)::bigint AS updated,
          sum(entities_deleted)::bigint AS deleted, coalesce(sum(micros), 0)::bigint AS running,
          sum(micros) FILTER (WHERE status <> 'cancelled') AS durations,
          sum(micros::numeric * micros) FILTER (WHERE status <> 'cancelled') AS squares,
          count(bucket) FILTER (WHERE status <> 'cancelled') AS durations_n,
          count(queue_bucket) AS queues_n,
          coalesce(array_agg(bucket) FILTER (WHERE bucket IS NOT NULL AND status <> 'cancelled'), '{}')
            AS duration_list,
          coalesce(array_agg(queue_bucket) FILTER (WHERE queue_bucket IS NOT NULL), '{}') AS queue_list
        FROM (
          SELECT
            source_connection_id, status, entities_inserted, entities_updated, entities_deleted,
            connection.organization_id, connection.source_type AS type, present,
            date_trunc('hour', coalesce(ended_at, lost_at)) AS hour,
            round(duration_seconds * 1000000)::bigint AS micros,
            analytics.histogram_bucket(round(duration_seconds * 1000000)::bigint) AS bucket,
            analytics.histogram_bucket(
              round(extract(epoch FROM started_at - created_at) * 1000000)::bigint) AS queue_bucket
          FROM (SELECT present, date_trunc('day', present) - (92 - day) * interval '1 day' AS midnight
                FROM (VALUES (?::integer, ?::timestamptz)) AS asked(day, present)) AS asked
          JOIN sync_job AS job ON job.created_at >= midnight - interval '1 day'
            AND job.created_at < midnight + interval '1 day'
            AND coalesce(ended_at, lost_at) >= midnight
            AND coalesce(ended_at, lost_at) < midnight + interval '1 day'
          JOIN source_connection AS connection ON connection.id = job.source_connection_id
          -- Not once for each scope.
          OFFSET 0) AS done
        CROSS JOIN LATERAL (VALUES
          ('connection'::metric_scope, source_connection_id, NULL),
          ('source_type', analytics.source_type_id(type), type),
          ('organization', organization_id, NULL),
          ('platform', '00000000-0000-0000-0000-000000000000', NULL))
          AS scoped(scope, scope_id, source_type)
        GROUP BY scope_id, scope, hour, present, source_type) AS hourly
      """;

  /** The histogram of a list of buckets. Nearly every hour of a connection has one job only. */
  static final String HISTOGRAMS =
      """
      CREATE FUNCTION generated.buckets(list smallint[]) RETURNS smallint[]
        LANGUAGE sql IMMUTABLE
        RETURN (SELECT array_agg(DISTINCT bucket ORDER BY bucket) FROM unnest(list) AS bucket);
      CREATE FUNCTION generated.counts(list smallint[]) RETURNS bigint[]
        LANGUAGE sql IMMUTABLE
        RETURN (SELECT array_agg(n ORDER BY bucket)
                FROM (SELECT bucket, count(*) AS n FROM unnest(list) AS bucket GROUP BY bucket) AS by);
      """;

  /** Windows are sums of what enters and what leaves: parameters are the part, and now. */
  static final String ROLLING =
      """
      INSERT INTO rolling_metrics (
        scope_id, scope, window_seconds, as_of, completed, failed, cancelled, lost,
        duration_p50, duration_p90, duration_p95, duration_p99, duration_min, duration_max,
        duration_mean, duration_stddev, queue_p50, queue_p95, entities_inserted, entities_updated,
        entities_deleted, running_seconds, is_final, source_type)
      SELECT
        scope_id, scope, size, to_timestamp(as_of), completed, failed, cancelled, lost,
        mean * power(0.9, spread), mean * power(1.7, spread), mean * power(2.1, spread),
        mean * power(3.0, spread), mean * power(0.2, spread), mean * power(4.0, spread), mean,
        mean * 0.5 * spread, queue * power(0.7, spread), queue * power(3.0, spread),
        inserted, updated, deleted, CASE WHEN jobs = 0 THEN 0 ELSE greatest(0, running) END,
        to_timestamp(as_of) <= present, source_type
      FROM (
        SELECT
          *, completed + failed + cancelled + lost AS jobs,
          greatest(0, durations) / nullif(completed + failed, 0) AS mean,
          greatest(0, queues) / nullif(completed + failed + cancelled + lost, 0) AS queue,
          1 - 1 / greatest(1.0, completed + failed)::double precision AS spread
        FROM (
          SELECT
            scope_id, scope, source_type, size, as_of, present, days, slide,
            sum(completed) OVER w AS completed, sum(failed) OVER w AS failed,
            sum(cancelled) OVER w AS cancelled, sum(lost) OVER w AS lost,
            sum(inserted) OVER w AS inserted, sum(updated) OVER w AS updated,
            sum(deleted) OVER w AS deleted, sum(running) OVER w AS running,
            sum(durations) OVER w AS durations, sum(queues) OVER w AS queues
          FROM (
            SELECT
              scope_id, scope, source_type, size, days, slide, present, edge.as_of,
              sum(sign * completed) AS completed, sum(sign * failed) AS failed,
              sum(sign * cancelled) AS cancelled, sum(sign * lost) AS lost,
              sum(sign * inserted) AS inserted, sum(sign * updated) AS updated,
              sum(sign * deleted) AS deleted, sum(sign * running) AS running,
              sum(sign * durations) AS durations, sum(sign * queues) AS queues
            FROM (
              SELECT
                scope_id, scope, scoped.source_type, present, second,
                count(*) FILTER (WHERE status = 'completed')::integer AS completed,
                count(*) FILTER (WHERE status = 'failed')::integer AS failed,
                count(*) FILTER (WHERE status = 'cancelled')::integer AS cancelled,
                count(*) FILTER (WHERE status = 'running')::integer AS lost,
                sum(entities_inserted)::integer AS inserted, sum(entities_updated)::integer AS updated,
                sum(entities_deleted)::integer AS deleted,
                coalesce(sum(duration_seconds), 0) AS running,
                coalesce(sum(duration_seconds) FILTER (WHERE status <> 'cancelled'), 0) AS durations,
                coalesce(sum(extract(epoch FROM started_at - created_at)), 0)::double precision AS queues
              FROM (
                SELECT
                  job.*, connection.organization_id, connection.source_type AS type, asked.*,
                  floor(extract(epoch FROM coalesce(ended_at, lost_at)) / 60)::integer * 60 AS second
                FROM (VALUES (?::integer, ?::timestamptz)) AS asked(part, present)
                JOIN sync_job AS job ON job.created_at >= present - interval '24 days'
                  AND coalesce(ended_at, lost_at) IS NOT NULL
                  AND (part >= 8 OR get_byte(uuid_send(job.source_connection_id), 15) % 8 = part)
                JOIN source_connection AS connection ON connection.id = job.source_connection_id) AS done
              CROSS JOIN LATERAL (VALUES
                ('connection'::metric_scope, source_connection_id, NULL),
                ('source_type', analytics.source_type_id(type), type),
                ('organization', organization_id, NULL),
                ('platform', '00000000-0000-0000-0000-000000000000', NULL))
                AS scoped(scope, scope_id, source_type)
              WHERE scope = CASE part WHEN 8 THEN 'source_type' WHEN 9 THEN 'organization'
                                      WHEN 10 THEN 'platform' ELSE 'connection' END::metric_scope
              GROUP BY scope_id, scope, scoped.source_type, present, second) AS fact
            CROSS JOIN (VALUES (3600, 60, 8), (86400, 900, 8), (604800, 3600, 16))
              AS rolling(size, slide, days)
            CROSS JOIN LATERAL (VALUES
              (1, (second / slide + 1) * slide), (-1, (second / slide + 1) * slide + size))
              AS edge(sign, as_of)
            WHERE second >= extract(epoch FROM present) - days * 86400 - size
            GROUP BY scope_id, scope, source_type, size, days, slide, present, edge.as_of) AS change
          WINDOW w AS (PARTITION BY scope_id, scope, size ORDER BY as_of)) AS summed) AS rolled
      WHERE to_timestamp(as_of) >= present - days * interval '1 day'
        AND to_timestamp(as_of) < present + slide * interval '1 second'
      """;

  /** What connections are ranked by. */
  static final String RANKS =
      """
      INSERT INTO connection_rank (
        window_seconds, source_connection_id, as_of, success_rate, duration_p95,
        entities_per_second, failed)
      SELECT
        window_seconds, source_connection_id, as_of, success_rate, duration_p95,
        entities_per_second, failed
      FROM analytics.connection_health
      """;

  private DerivedMetrics() {}
}

-- What analysts read: views and functions with stable names, in the schema analytics. The views are
-- plain joins and laterals: a filter by id or by time goes down to the tables' indexes. The functions
-- read the views, so who may read those may call them; their bodies are bound to what they name, so
-- they work whatever a session's search path is. Who may read is in afterMigrate__analyst.sql.

CREATE VIEW analytics.connections AS
SELECT
  id AS source_connection_id, organization_id, source_type, sync_id, collection_id,
  collection_name, collection_readable_id, first_seen_at, described_at, last_seen_at, deleted_at
FROM source_connection;
COMMENT ON VIEW analytics.connections IS
  'One row for each source connection that was ever heard of. Outlives the connection itself.';

CREATE VIEW analytics.jobs AS
SELECT
  job.id AS job_id, job.source_connection_id, connection.organization_id, connection.source_type,
  job.status,
  CASE
    WHEN job.status = 'completed' THEN 'completed'::outcome_kind
    WHEN job.status = 'failed' THEN 'failed'
    WHEN job.status = 'cancelled' THEN 'cancelled'
    WHEN job.lost_at IS NOT NULL THEN 'lost'
  END AS outcome,
  job.created_at, job.started_at, job.ended_at, job.lost_at,
  coalesce(job.ended_at, job.lost_at) AS finished_at, job.heard_at,
  CASE WHEN job.started_at < job.created_at THEN 0
       ELSE extract(epoch FROM job.started_at - job.created_at) END::double precision AS queue_seconds,
  job.duration_seconds,
  job.entities_inserted + job.entities_updated + job.entities_deleted AS entities_changed,
  job.entities_inserted, job.entities_updated, job.entities_deleted, job.entities_failed,
  job.entities_kept, job.entities_skipped, job.batches,
  job.error, job.error_category, job.error_details
FROM sync_job AS job
LEFT JOIN source_connection AS connection ON connection.id = job.source_connection_id;
COMMENT ON VIEW analytics.jobs IS
  'One row for each job. Filter by source_connection_id, by organization_id or by created_at, and an index finds the rows; status, outcome and the other times have none.';

CREATE VIEW analytics.open_jobs AS
SELECT
  job_id, source_connection_id, organization_id, source_type, status,
  CASE WHEN status IN ('created', 'pending') THEN 'queued' ELSE 'running' END AS state,
  created_at, started_at, heard_at, entities_changed
FROM analytics.jobs
WHERE ended_at IS NULL AND lost_at IS NULL;
COMMENT ON VIEW analytics.open_jobs IS
  'Jobs that are queued or running. Filter by created_at, too: a job runs for a week at most, and without a bound all jobs are read.';

-- Of each connection the newest job, the newest success, and what failed since.
CREATE VIEW analytics.connection_status AS
SELECT
  connection.id AS source_connection_id, connection.organization_id, connection.source_type,
  last.job_id AS last_job_id, last.status AS last_status, last.outcome AS last_outcome,
  last.created_at AS last_created_at, last.finished_at AS last_finished_at,
  success.ended_at AS last_success_at,
  failing.failures AS failures_since, failing.since AS failing_since,
  failing.error_category AS failing_error_category
FROM source_connection AS connection
LEFT JOIN LATERAL (
  SELECT job_id, status, outcome, created_at, finished_at
  FROM analytics.jobs AS job
  WHERE job.source_connection_id = connection.id
  ORDER BY job.created_at DESC, job.job_id DESC LIMIT 1) AS last ON true
LEFT JOIN LATERAL (
  SELECT id, created_at, ended_at
  FROM sync_job AS job
  WHERE job.source_connection_id = connection.id AND job.status = 'completed'
  ORDER BY job.created_at DESC, job.id DESC LIMIT 1) AS success ON true
CROSS JOIN LATERAL (
  SELECT
    count(*) AS failures, min(job.ended_at) AS since,
    (array_agg(job.error_category ORDER BY job.created_at DESC, job.id DESC))[1] AS error_category
  FROM sync_job AS job
  WHERE job.source_connection_id = connection.id AND job.status = 'failed'
    AND (job.created_at, job.id) > (coalesce(success.created_at, '-infinity'),
                                    coalesce(success.id, '00000000-0000-0000-0000-000000000000'))
  ) AS failing;
COMMENT ON VIEW analytics.connection_status IS
  'How each connection stands: its newest job, its newest success, and how often it failed since. For all connections it reads some jobs of each.';

CREATE VIEW analytics.connection_cadence AS
SELECT
  connection.id AS source_connection_id, connection.organization_id, connection.source_type,
  recent.last_created_at, recent.gaps, recent.typical_gap_seconds, recent.longest_gap_seconds
FROM source_connection AS connection
CROSS JOIN LATERAL (
  SELECT
    max(created_at) AS last_created_at, count(gap) AS gaps,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS typical_gap_seconds,
    max(gap) AS longest_gap_seconds
  FROM (
    SELECT
      created_at,
      extract(epoch FROM created_at - lead(created_at) OVER (ORDER BY created_at DESC))
        ::double precision AS gap
    FROM (
      SELECT created_at FROM sync_job AS job
      WHERE job.source_connection_id = connection.id
      ORDER BY job.created_at DESC, job.id DESC LIMIT 11) AS newest) AS gaps) AS recent
WHERE connection.deleted_at IS NULL;
COMMENT ON VIEW analytics.connection_cadence IS
  'How often each connection that is not deleted begins a job, by its newest 11 jobs. Quiet is who has begun none for much longer than that.';

-- A streak is told from its first failure, so that a filter by time or connection finds those first.
CREATE VIEW analytics.failure_streaks AS
SELECT
  first.source_connection_id, connection.organization_id, connection.source_type,
  first.id AS first_job_id, first.created_at AS first_created_at,
  first.ended_at AS first_failed_at, streak.last_failed_at, streak.failures,
  first.error_category, first.error,
  recovery.id AS recovery_job_id, recovery.ended_at AS recovered_at,
  CASE WHEN recovery.ended_at < first.ended_at THEN 0
       ELSE extract(epoch FROM recovery.ended_at - first.ended_at) END::double precision
    AS seconds_to_recovery
FROM sync_job AS first
LEFT JOIN source_connection AS connection ON connection.id = first.source_connection_id
LEFT JOIN LATERAL (
  SELECT status FROM sync_job AS job
  WHERE job.source_connection_id = first.source_connection_id
    AND job.status IN ('completed', 'failed')
    AND (job.created_at, job.id) < (first.created_at, first.id)
  ORDER BY job.created_at DESC, job.id DESC LIMIT 1) AS before ON true
LEFT JOIN LATERAL (
  SELECT id, created_at, ended_at FROM sync_job AS job
  WHERE job.source_connection_id = first.source_connection_id AND job.status = 'completed'
    AND (job.created_at, job.id) > (first.created_at, first.id)
  ORDER BY job.created_at, job.id LIMIT 1) AS recovery ON true
CROSS JOIN LATERAL (
  SELECT count(*) AS failures, max(ended_at) AS last_failed_at FROM sync_job AS job
  WHERE job.source_connection_id = first.source_connection_id AND job.status = 'failed'
    AND (job.created_at, job.id) >= (first.created_at, first.id)
    AND (job.created_at, job.id) < (coalesce(recovery.created_at, 'infinity'),
                                    coalesce(recovery.id, '00000000-0000-0000-0000-000000000000'))
  ) AS streak
WHERE first.status = 'failed' AND coalesce(before.status, 'completed') = 'completed';
COMMENT ON VIEW analytics.failure_streaks IS
  'One row for each run of failures of a connection, up to the success that ended it. Jobs count in the order of their creation; cancelled and lost ones neither make nor break a streak. Filter by source_connection_id, organization_id or first_created_at.';

CREATE VIEW analytics.recoveries AS
SELECT
  source_connection_id, organization_id, source_type, first_created_at, first_failed_at,
  failures, error_category, recovery_job_id, recovered_at, seconds_to_recovery
FROM analytics.failure_streaks
WHERE recovered_at IS NOT NULL;
COMMENT ON VIEW analytics.recoveries IS
  'The failure streaks that a success ended: the mean of seconds_to_recovery is the mean time to recovery (MTTR).';

CREATE VIEW analytics.late_outcomes AS
SELECT
  job_id, source_connection_id, organization_id, source_type, is_retraction, outcome, created_at,
  started_at, ended_at, entities_inserted, entities_updated, entities_deleted, recorded_at
FROM late_outcome;
COMMENT ON VIEW analytics.late_outcomes IS
  'Outcomes that came later than the metrics'' lateness bound: jobs has them, the metrics do not. Of each job the last one.';

CREATE VIEW analytics.rejected_rows AS
SELECT id, table_name, row_key, sqlstate, message, rejected_at FROM rejected_row;
COMMENT ON VIEW analytics.rejected_rows IS
  'Rows that Postgres refused for what they hold. Empty unless something is wrong.';

CREATE VIEW analytics.windows AS
SELECT window_size, window_seconds FROM metric_window;
COMMENT ON VIEW analytics.windows IS 'The sizes of the rolling windows that are kept.';

-- The views of metrics are alike but for what names the scope.
DO $$
DECLARE
  view record;
  rolling_figures CONSTANT text := '
    metrics.is_final, metrics.jobs, metrics.completed, metrics.failed, metrics.cancelled,
    metrics.lost, metrics.success_rate, metrics.duration_p50, metrics.duration_p90,
    metrics.duration_p95, metrics.duration_p99, metrics.duration_min, metrics.duration_max,
    metrics.duration_mean, metrics.duration_stddev, metrics.queue_p50, metrics.queue_p95,
    metrics.entities_inserted, metrics.entities_updated, metrics.entities_deleted,
    metrics.entities_failed, metrics.running_seconds, metrics.entities_per_second,
    metrics.entities_per_running_second';
BEGIN
  FOR view IN
    SELECT * FROM (VALUES
      ('connection',
       'metrics.scope_id AS source_connection_id, connection.organization_id, connection.source_type,',
       'LEFT JOIN source_connection AS connection ON connection.id = metrics.scope_id'),
      ('source_type', 'metrics.source_type, metrics.scope_id AS source_type_id,', ''),
      ('organization', 'metrics.scope_id AS organization_id,', ''),
      ('platform', '', 'WHERE metrics.scope_id = ''00000000-0000-0000-0000-000000000000'''))
      AS views(scope, columns, source)
  LOOP
    EXECUTE format($view$
      CREATE VIEW analytics.%1$s_metrics AS
      SELECT
        %2$s size.window_size, metrics.window_seconds, metrics.as_of,
        (SELECT min(next.as_of) FROM rolling_metrics AS next
         WHERE next.scope_id = metrics.scope_id AND next.scope = metrics.scope
           AND next.window_seconds = metrics.window_seconds
           AND next.as_of > metrics.as_of) AS valid_until,
        %3$s
      FROM (SELECT * FROM rolling_metrics WHERE scope = %1$L) AS metrics
      JOIN metric_window AS size ON size.window_seconds = metrics.window_seconds
      %4$s;
      COMMENT ON VIEW analytics.%1$s_metrics IS %5$L;

      CREATE VIEW analytics.%1$s_hourly AS
      SELECT
        %2$s metrics.hour, metrics.is_final,
        metrics.completed + metrics.failed + metrics.cancelled + metrics.lost AS jobs,
        metrics.completed, metrics.failed, metrics.cancelled, metrics.lost,
        metrics.completed::double precision / nullif(metrics.completed + metrics.failed, 0)
          AS success_rate,
        analytics.histogram_quantile(metrics.duration_buckets, metrics.duration_counts, 0.5)
          AS duration_p50,
        analytics.histogram_quantile(metrics.duration_buckets, metrics.duration_counts, 0.95)
          AS duration_p95,
        analytics.histogram_quantile(metrics.queue_buckets, metrics.queue_counts, 0.5)
          AS queue_p50,
        analytics.histogram_quantile(metrics.queue_buckets, metrics.queue_counts, 0.95)
          AS queue_p95,
        metrics.entities_inserted, metrics.entities_updated, metrics.entities_deleted,
        metrics.entities_failed,
        metrics.running_micros::double precision / 1000000 AS running_seconds,
        (metrics.entities_inserted + metrics.entities_updated + metrics.entities_deleted)
          ::double precision / 3600 AS entities_per_second,
        metrics.duration_buckets, metrics.duration_counts, metrics.queue_buckets,
        metrics.queue_counts
      FROM (SELECT * FROM hourly_metrics WHERE scope = %1$L) AS metrics
      %4$s;
      COMMENT ON VIEW analytics.%1$s_hourly IS %6$L;
      $view$,
      view.scope, view.columns, rolling_figures, view.source,
      format('Rolling metrics of each %s. Filter by the id, the window and as_of, and the index finds the rows.',
        replace(view.scope, '_', ' ')),
      format('Metrics of each %s by calendar hour (UTC), with their histograms. Filter by the id and the hour, and the index finds the rows.',
        replace(view.scope, '_', ' ')));
  END LOOP;

  EXECUTE format($view$
    CREATE VIEW analytics.rolling_metrics AS
    SELECT
      metrics.scope, metrics.scope_id, metrics.source_type, metrics.window_seconds, metrics.as_of,
      %1$s
    FROM rolling_metrics AS metrics;

    CREATE VIEW analytics.connection_health AS
    SELECT
      connection.id AS source_connection_id, connection.organization_id, connection.source_type,
      size.window_size, size.window_seconds, metrics.as_of,
      (analytics.wilson_interval(metrics.completed, metrics.completed + metrics.failed))[1]
        AS success_rate_lower,
      (analytics.wilson_interval(metrics.completed, metrics.completed + metrics.failed))[2]
        AS success_rate_upper,
      %1$s
    FROM source_connection AS connection
    CROSS JOIN metric_window AS size
    CROSS JOIN LATERAL (
      SELECT * FROM rolling_metrics AS rolling
      WHERE rolling.scope_id = connection.id AND rolling.scope = 'connection'
        AND rolling.window_seconds = size.window_seconds
      ORDER BY rolling.as_of DESC
      LIMIT 1) AS metrics
    $view$, rolling_figures);
END $$;
COMMENT ON VIEW analytics.rolling_metrics IS
  'Rolling metrics of all scopes in one: a row is valid until the next one of its scope and window.';
-- The newest rows need no table of their own here: the primary key finds each in one step.
COMMENT ON VIEW analytics.connection_health IS
  'How each connection does: its newest metrics of each window, with the 95 % interval of its success rate. For the worst first ORDER BY success_rate_lower.';

CREATE VIEW analytics.hourly_metrics AS
SELECT
  scope, scope_id, source_type, hour, is_final, completed, failed, cancelled, lost,
  entities_inserted, entities_updated, entities_deleted, entities_failed, running_micros,
  duration_micros, duration_micros_squared, duration_buckets, duration_counts, queue_buckets,
  queue_counts
FROM hourly_metrics;
COMMENT ON VIEW analytics.hourly_metrics IS
  'Metrics of all scopes by calendar hour (UTC), in sums and histograms that merge into any range of hours: see metrics_between. An hour in which nothing happened has no row.';

CREATE FUNCTION analytics.metrics_between(
  scope metric_scope, scope_id uuid, from_time timestamptz, to_time timestamptz)
  RETURNS TABLE (
    hours bigint, jobs bigint, completed bigint, failed bigint, cancelled bigint, lost bigint,
    success_rate double precision, duration_p50 double precision, duration_p90 double precision,
    duration_p95 double precision, duration_p99 double precision, duration_min double precision,
    duration_max double precision, duration_mean double precision,
    duration_stddev double precision, queue_p50 double precision, queue_p95 double precision,
    entities_inserted bigint, entities_updated bigint, entities_deleted bigint,
    entities_failed bigint, running_seconds double precision,
    entities_per_second double precision, entities_per_running_second double precision)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
  range.hours, n.completed + n.failed + n.cancelled + n.lost, n.completed, n.failed, n.cancelled,
  n.lost, n.completed::double precision / nullif(n.completed + n.failed, 0),
  analytics.histogram_quantile(n.durations, 0.5), analytics.histogram_quantile(n.durations, 0.9),
  analytics.histogram_quantile(n.durations, 0.95), analytics.histogram_quantile(n.durations, 0.99),
  analytics.histogram_quantile(n.durations, 0), analytics.histogram_quantile(n.durations, 1),
  (n.sum / d.n / 1000000)::double precision,
  (sqrt(d.n * n.square_sum - n.sum * n.sum) / d.n / 1000000)::double precision,
  analytics.histogram_quantile(n.queue_times, 0.5),
  analytics.histogram_quantile(n.queue_times, 0.95),
  n.inserted, n.updated, n.deleted, n.entities_failed, n.running / 1000000,
  (n.inserted + n.updated + n.deleted)::double precision / nullif(range.hours * 3600, 0),
  (n.inserted + n.updated + n.deleted)::double precision / nullif(n.running / 1000000, 0)
FROM (
  SELECT
    coalesce(sum(hourly.completed), 0)::bigint AS completed,
    coalesce(sum(hourly.failed), 0)::bigint AS failed,
    coalesce(sum(hourly.cancelled), 0)::bigint AS cancelled,
    coalesce(sum(hourly.lost), 0)::bigint AS lost,
    coalesce(sum(hourly.entities_inserted), 0)::bigint AS inserted,
    coalesce(sum(hourly.entities_updated), 0)::bigint AS updated,
    coalesce(sum(hourly.entities_deleted), 0)::bigint AS deleted,
    coalesce(sum(hourly.entities_failed), 0)::bigint AS entities_failed,
    coalesce(sum(hourly.running_micros), 0)::double precision AS running,
    sum(hourly.duration_micros) AS sum,
    sum(hourly.duration_micros_squared) AS square_sum,
    analytics.histogram_merge(hourly.duration_buckets, hourly.duration_counts) AS durations,
    analytics.histogram_merge(hourly.queue_buckets, hourly.queue_counts) AS queue_times
  FROM analytics.hourly_metrics AS hourly
  WHERE hourly.scope = metrics_between.scope AND hourly.scope_id = metrics_between.scope_id
    AND hourly.hour >= from_time AND hourly.hour < to_time) AS n
CROSS JOIN LATERAL (
  SELECT sum(count)::numeric AS n FROM unnest((n.durations).counts) AS count) AS d
CROSS JOIN (
  SELECT greatest(0, ceil(extract(epoch FROM to_time) / 3600)
                   - ceil(extract(epoch FROM from_time) / 3600))::bigint AS hours) AS range;
END;
COMMENT ON FUNCTION analytics.metrics_between IS
  'The metrics of a scope over the calendar hours (UTC) that begin at from_time or later and before to_time, as one row with the figures of rolling_metrics, merged from hourly_metrics. Times that are no whole hours move up to the next whole hour: from 10:30 to 12:30 is the same as from 11:00 to 13:00. hours says how many that are; rates are per second of them.';

CREATE FUNCTION analytics.rolling_metrics_as_of(moment timestamptz, size integer)
  RETURNS SETOF analytics.rolling_metrics
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
-- From each scope to the next by one step through the index, and to its newest row by another:
-- the cost goes with the scopes, not with their past.
WITH RECURSIVE known(scope_id, scope) AS (
  (SELECT first.scope_id, first.scope FROM analytics.rolling_metrics AS first
   ORDER BY first.scope_id, first.scope LIMIT 1)
  UNION ALL
  SELECT next.scope_id, next.scope
  FROM known
  CROSS JOIN LATERAL (
    SELECT rolling.scope_id, rolling.scope FROM analytics.rolling_metrics AS rolling
    WHERE (rolling.scope_id, rolling.scope) > (known.scope_id, known.scope)
    ORDER BY rolling.scope_id, rolling.scope LIMIT 1) AS next)
SELECT newest.*
FROM known
CROSS JOIN LATERAL (
  SELECT * FROM analytics.rolling_metrics AS rolling
  WHERE rolling.scope_id = known.scope_id AND rolling.scope = known.scope
    AND rolling.window_seconds = size AND rolling.as_of <= moment
  ORDER BY rolling.as_of DESC LIMIT 1) AS newest;
END;
COMMENT ON FUNCTION analytics.rolling_metrics_as_of IS
  'What was true at a moment: of each scope the newest row at or before it, for windows of so many seconds.';

-- A column of a view means what the column of the same name of a table means, if nothing else is said.
DO $$
DECLARE
  explained record;
BEGIN
  FOR explained IN
    SELECT view.relname AS view, attribute.attname AS name,
      coalesce(own.text,
        (SELECT col_description(origin.oid, same.attnum)
         FROM unnest(ARRAY['rolling_metrics', 'hourly_metrics', 'metric_window', 'source_connection',
                           'sync_job', 'late_outcome', 'rejected_row']::regclass[])
           WITH ORDINALITY AS origin(oid, rank)
         JOIN pg_attribute AS same ON same.attrelid = origin.oid AND same.attname = attribute.attname
         WHERE origin.oid = CASE view.relname
                 WHEN 'jobs' THEN 'sync_job'::regclass WHEN 'open_jobs' THEN 'sync_job'::regclass
                 WHEN 'late_outcomes' THEN 'late_outcome'::regclass ELSE origin.oid END
         ORDER BY origin.rank LIMIT 1)) AS text
    FROM pg_class AS view
    JOIN pg_attribute AS attribute ON attribute.attrelid = view.oid AND attribute.attnum > 0
    LEFT JOIN (VALUES
      (NULL, 'source_connection_id', 'The source connection.'),
      (NULL, 'organization_id', 'The organization that owns the connection; null while that is not known.'),
      (NULL, 'source_type', 'Short name of the source, such as notion or github.'),
      (NULL, 'source_type_id', 'source_type_id(source_type).'),
      (NULL, 'job_id', 'The sync job.'),
      (NULL, 'window_size', 'Size of the window.'),
      (NULL, 'as_of', 'End of the window, not included; the row holds from then on.'),
      (NULL, 'valid_until', 'as_of of the next row of the same scope and window: until then this one holds; null while there is none.'),
      (NULL, 'success_rate_lower', 'Lower end of the 95 % interval of the success rate; null without jobs that completed or failed.'),
      (NULL, 'success_rate_upper', 'Upper end of that interval.'),
      (NULL, 'entities_changed', 'Entities inserted, updated and deleted, together.'),
      ('jobs', 'outcome', 'completed, failed or cancelled as observed; lost when nothing more was heard of the job (an inference); null while it is queued or runs.'),
      ('jobs', 'finished_at', 'ended_at, or lost_at of a lost job: the time at which metrics count it; null while it is queued or runs.'),
      ('jobs', 'queue_seconds', 'From created_at to started_at in seconds, never negative; null while the start is not known.'),
      ('open_jobs', 'state', 'queued, or running (also while it is being cancelled).'),
      ('connection_status', 'last_job_id', 'The newest job; null when there is none.'),
      ('connection_status', 'last_status', 'Status of the newest job.'),
      ('connection_status', 'last_outcome', 'Outcome of the newest job; null while it is queued or runs.'),
      ('connection_status', 'last_created_at', 'When the newest job was created.'),
      ('connection_status', 'last_finished_at', 'When the newest job ended or was taken for lost; null while it is queued or runs.'),
      ('connection_status', 'last_success_at', 'When the newest job that completed did so; null when none did.'),
      ('connection_status', 'failures_since', 'How many jobs failed since then.'),
      ('connection_status', 'failing_since', 'When the first of those failed; null when none did.'),
      ('connection_status', 'failing_error_category', 'Error category of the newest of those.'),
      ('connection_cadence', 'last_created_at', 'When the newest job was created; null when there is none.'),
      ('connection_cadence', 'gaps', 'How many gaps between jobs were looked at: 10, or fewer when there were fewer jobs.'),
      ('connection_cadence', 'typical_gap_seconds', 'Median of those gaps in seconds; null when there is none.'),
      ('connection_cadence', 'longest_gap_seconds', 'The longest of them in seconds.'),
      (NULL, 'first_job_id', 'The first job of the streak.'),
      (NULL, 'first_created_at', 'When the first job of the streak was created.'),
      (NULL, 'first_failed_at', 'When it failed: the begin of the streak.'),
      (NULL, 'last_failed_at', 'When the last job of the streak failed.'),
      (NULL, 'failures', 'How many jobs of the streak failed.'),
      ('failure_streaks', 'error_category', 'Error category of the first failure; null when its event did not say.'),
      ('failure_streaks', 'error', 'Message of the first failure.'),
      ('recoveries', 'error_category', 'Error category of the first failure; null when its event did not say.'),
      (NULL, 'recovery_job_id', 'The job whose success ended the streak; null while it lasts.'),
      (NULL, 'recovered_at', 'When that job completed; null while the streak lasts.'),
      (NULL, 'seconds_to_recovery', 'From first_failed_at to recovered_at in seconds; null while the streak lasts.'))
      AS own(view, name, text) ON own.name = attribute.attname AND coalesce(own.view, view.relname) = view.relname
    WHERE view.relkind = 'v' AND view.relnamespace = 'analytics'::regnamespace
  LOOP
    EXECUTE format('COMMENT ON COLUMN analytics.%I.%I IS %L', explained.view, explained.name, explained.text);
  END LOOP;
END $$;

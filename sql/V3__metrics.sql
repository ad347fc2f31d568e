-- Metrics: rolling windows, calendar hours with their histograms, and outcomes that came too late
-- for both. All of them are facts of the past that the job computes; it may state each of them as
-- often as it likes, and the last statement stands.

CREATE TYPE metric_scope AS ENUM ('connection', 'source_type', 'organization', 'platform');
COMMENT ON TYPE metric_scope IS 'Whose metrics: from the finest scope to the coarsest.';

CREATE TYPE outcome_kind AS ENUM ('completed', 'failed', 'cancelled', 'lost');
COMMENT ON TYPE outcome_kind IS
  'How a job came out. Lost is an inference: nothing more was heard of the job for a set time.';

CREATE TABLE metric_window (
  window_seconds integer  PRIMARY KEY,
  window_size    interval NOT NULL GENERATED ALWAYS AS
    (justify_hours(window_seconds * interval '1 second')) STORED
);
COMMENT ON TABLE metric_window IS
  'The sizes of rolling windows that were ever computed. Views join it, so that a filter by size or by seconds finds its rows by the index.';
COMMENT ON COLUMN metric_window.window_seconds IS 'Size of the window in seconds.';
COMMENT ON COLUMN metric_window.window_size IS 'The same as an interval.';

-- One row for each change of a window. Rows of the slide that is still open are updated until they
-- are final; the fill factor leaves room for that, so that updates stay HOT.
CREATE TABLE rolling_metrics (
  scope_id          uuid         NOT NULL,
  scope             metric_scope NOT NULL,
  window_seconds    integer      NOT NULL,
  as_of             timestamptz  NOT NULL,
  completed         bigint       NOT NULL,
  failed            bigint       NOT NULL,
  cancelled         bigint       NOT NULL,
  lost              bigint       NOT NULL,
  jobs              bigint       GENERATED ALWAYS AS (completed + failed + cancelled + lost) STORED,
  success_rate      double precision GENERATED ALWAYS AS
    (completed::double precision / nullif(completed + failed, 0)) STORED,
  duration_p50      double precision,
  duration_p90      double precision,
  duration_p95      double precision,
  duration_p99      double precision,
  duration_min      double precision,
  duration_max      double precision,
  duration_mean     double precision,
  duration_stddev   double precision,
  queue_p50         double precision,
  queue_p95         double precision,
  entities_inserted bigint       NOT NULL,
  entities_updated  bigint       NOT NULL,
  entities_deleted  bigint       NOT NULL,
  entities_failed   bigint       NOT NULL DEFAULT 0,
  running_seconds   double precision NOT NULL,
  entities_per_second double precision GENERATED ALWAYS AS
    ((entities_inserted + entities_updated + entities_deleted)::double precision / window_seconds) STORED,
  entities_per_running_second double precision GENERATED ALWAYS AS
    ((entities_inserted + entities_updated + entities_deleted)::double precision / nullif(running_seconds, 0)) STORED,
  is_final          boolean      NOT NULL,
  source_type       text,
  PRIMARY KEY (scope_id, scope, window_seconds, as_of)
) WITH (fillfactor = 70);
-- For what goes by time alone, such as the removal of what is old; it costs next to nothing.
CREATE INDEX rolling_metrics_by_time ON rolling_metrics USING brin (as_of);

COMMENT ON TABLE rolling_metrics IS
  'Metrics over the window [as_of - window_seconds, as_of) of a scope. A row is valid until the next one of its scope and window: of a time that has no row of its own the newest before it speaks, and before the first there was nothing.';
COMMENT ON COLUMN rolling_metrics.scope_id IS
  'The connection or the organization; of a source type source_type_id(source_type); of the platform all zeros.';
COMMENT ON COLUMN rolling_metrics.scope IS 'What scope_id stands for.';
COMMENT ON COLUMN rolling_metrics.window_seconds IS 'Size of the window in seconds.';
COMMENT ON COLUMN rolling_metrics.as_of IS 'End of the window, not included.';
COMMENT ON COLUMN rolling_metrics.completed IS 'Jobs that completed.';
COMMENT ON COLUMN rolling_metrics.failed IS 'Jobs that failed.';
COMMENT ON COLUMN rolling_metrics.cancelled IS 'Jobs that were cancelled.';
COMMENT ON COLUMN rolling_metrics.lost IS 'Jobs of which nothing more was heard.';
COMMENT ON COLUMN rolling_metrics.jobs IS 'Jobs that completed, failed, were cancelled or lost.';
COMMENT ON COLUMN rolling_metrics.success_rate IS
  'completed / (completed + failed), 0 to 1; null when there is neither. Cancelled and lost jobs do not count.';
COMMENT ON COLUMN rolling_metrics.duration_p50 IS
  'Seconds that half of the durations do not exceed (nearest rank, within 1 %), of completed and failed jobs with a known start; null when there is none.';
COMMENT ON COLUMN rolling_metrics.duration_p90 IS 'The same for 90 percent of the durations.';
COMMENT ON COLUMN rolling_metrics.duration_p95 IS 'The same for 95 percent of the durations.';
COMMENT ON COLUMN rolling_metrics.duration_p99 IS 'The same for 99 percent of the durations.';
COMMENT ON COLUMN rolling_metrics.duration_min IS 'The shortest duration in seconds, within 1 %.';
COMMENT ON COLUMN rolling_metrics.duration_max IS 'The longest duration in seconds, within 1 %.';
COMMENT ON COLUMN rolling_metrics.duration_mean IS 'Mean of the durations in seconds, exact.';
COMMENT ON COLUMN rolling_metrics.duration_stddev IS
  'Standard deviation of the durations (population) in seconds, exact.';
COMMENT ON COLUMN rolling_metrics.queue_p50 IS
  'Seconds between creation and start that half of all jobs with a known start do not exceed, within 1 %; null when there is none.';
COMMENT ON COLUMN rolling_metrics.queue_p95 IS 'The same for 95 percent of those jobs.';
COMMENT ON COLUMN rolling_metrics.entities_inserted IS
  'Entities that were new, counted when they were processed.';
COMMENT ON COLUMN rolling_metrics.entities_updated IS
  'Entities that had changed, counted when they were processed.';
COMMENT ON COLUMN rolling_metrics.entities_deleted IS
  'Entities that were gone, counted when they were processed.';
COMMENT ON COLUMN rolling_metrics.entities_failed IS
  'Entities that could not be processed. No event says it: 0.';
COMMENT ON COLUMN rolling_metrics.running_seconds IS
  'How long completed, failed and cancelled jobs with a known start ran, together, in seconds.';
COMMENT ON COLUMN rolling_metrics.entities_per_second IS
  'Entities inserted, updated and deleted per second of the window.';
COMMENT ON COLUMN rolling_metrics.entities_per_running_second IS
  'Entities inserted, updated and deleted per running second; null when nothing ran.';
COMMENT ON COLUMN rolling_metrics.is_final IS
  'Whether event time has passed as_of. If not, the row will still change; if so, only events that come late correct it.';
COMMENT ON COLUMN rolling_metrics.source_type IS
  'Name of the source type; null in the other scopes.';

CREATE TABLE hourly_metrics (
  scope_id          uuid         NOT NULL,
  scope             metric_scope NOT NULL,
  is_final          boolean      NOT NULL,
  hour              timestamptz  NOT NULL,
  completed         bigint       NOT NULL,
  failed            bigint       NOT NULL,
  cancelled         bigint       NOT NULL,
  lost              bigint       NOT NULL,
  entities_inserted bigint       NOT NULL,
  entities_updated  bigint       NOT NULL,
  entities_deleted  bigint       NOT NULL,
  entities_failed   bigint       NOT NULL DEFAULT 0,
  running_micros    bigint       NOT NULL,
  duration_micros   bigint       NOT NULL,
  duration_micros_squared numeric NOT NULL,
  duration_buckets  smallint[]   NOT NULL,
  duration_counts   bigint[]     NOT NULL,
  queue_buckets     smallint[]   NOT NULL,
  queue_counts      bigint[]     NOT NULL,
  source_type       text,
  PRIMARY KEY (scope_id, scope, hour)
) WITH (fillfactor = 70);
CREATE INDEX hourly_metrics_by_time ON hourly_metrics USING brin (hour);
-- For questions about all source types or organizations. Connections, by far the most, are left out.
CREATE INDEX hourly_metrics_of_many ON hourly_metrics (scope, hour) WHERE scope <> 'connection';

COMMENT ON TABLE hourly_metrics IS
  'What happened in each calendar hour (UTC) of a scope, in sums and histograms that merge into any range of hours: see metrics_between. An hour in which nothing happened has no row.';
COMMENT ON COLUMN hourly_metrics.scope_id IS
  'The connection or the organization; of a source type source_type_id(source_type); of the platform all zeros.';
COMMENT ON COLUMN hourly_metrics.scope IS 'What scope_id stands for.';
COMMENT ON COLUMN hourly_metrics.is_final IS
  'Whether event time has passed the hour. If not, the row will still change; if so, only events that come late correct it.';
COMMENT ON COLUMN hourly_metrics.hour IS 'Begin of the hour.';
COMMENT ON COLUMN hourly_metrics.completed IS 'Jobs that completed.';
COMMENT ON COLUMN hourly_metrics.failed IS 'Jobs that failed.';
COMMENT ON COLUMN hourly_metrics.cancelled IS 'Jobs that were cancelled.';
COMMENT ON COLUMN hourly_metrics.lost IS 'Jobs of which nothing more was heard.';
COMMENT ON COLUMN hourly_metrics.entities_inserted IS
  'Entities that were new, counted when they were processed.';
COMMENT ON COLUMN hourly_metrics.entities_updated IS
  'Entities that had changed, counted when they were processed.';
COMMENT ON COLUMN hourly_metrics.entities_deleted IS
  'Entities that were gone, counted when they were processed.';
COMMENT ON COLUMN hourly_metrics.entities_failed IS
  'Entities that could not be processed. No event says it: 0.';
COMMENT ON COLUMN hourly_metrics.running_micros IS
  'How long completed, failed and cancelled jobs with a known start ran, together, in microseconds.';
COMMENT ON COLUMN hourly_metrics.duration_micros IS
  'Sum of the durations of completed and failed jobs with a known start, in microseconds.';
COMMENT ON COLUMN hourly_metrics.duration_micros_squared IS
  'Sum of the squares of those durations, in square microseconds.';
COMMENT ON COLUMN hourly_metrics.duration_buckets IS
  'The buckets (see histogram_bucket) that those durations fell into, ascending.';
COMMENT ON COLUMN hourly_metrics.duration_counts IS 'How many fell into each of those buckets.';
COMMENT ON COLUMN hourly_metrics.queue_buckets IS
  'The buckets that the times between creation and start fell into, of all jobs with a known start, ascending.';
COMMENT ON COLUMN hourly_metrics.queue_counts IS 'How many fell into each of those buckets.';
COMMENT ON COLUMN hourly_metrics.source_type IS
  'Name of the source type; null in the other scopes.';

CREATE TABLE late_outcome (
  job_id               uuid         NOT NULL,
  source_connection_id uuid         NOT NULL,
  is_retraction        boolean      NOT NULL,
  outcome              outcome_kind NOT NULL,
  organization_id      uuid,
  created_at           timestamptz  NOT NULL,
  started_at           timestamptz,
  ended_at             timestamptz  NOT NULL,
  entities_inserted    bigint       NOT NULL,
  entities_updated     bigint       NOT NULL,
  entities_deleted     bigint       NOT NULL,
  recorded_at          timestamptz  NOT NULL DEFAULT now(),
  source_type          text,
  PRIMARY KEY (job_id, source_connection_id, is_retraction)
);

COMMENT ON TABLE late_outcome IS
  'Outcomes that came later than the metrics'' lateness bound: the job''s history has them, the windows do not. Of each job the last one.';
COMMENT ON COLUMN late_outcome.job_id IS 'The sync job.';
COMMENT ON COLUMN late_outcome.source_connection_id IS 'The source connection that the job ran for.';
COMMENT ON COLUMN late_outcome.is_retraction IS
  'Whether this outcome no longer holds, but stays in the windows, because the correction came late; otherwise it holds, but is not in the windows.';
COMMENT ON COLUMN late_outcome.outcome IS 'How the job came out.';
COMMENT ON COLUMN late_outcome.organization_id IS
  'The organization that owns the connection; null when that was not known.';
COMMENT ON COLUMN late_outcome.created_at IS 'The earliest time observed of the job.';
COMMENT ON COLUMN late_outcome.started_at IS
  'When the job began to run; null when that is not known.';
COMMENT ON COLUMN late_outcome.ended_at IS
  'When the job ended or was taken for lost: the time at which windows would have counted it.';
COMMENT ON COLUMN late_outcome.entities_inserted IS 'Entities of the job that were new.';
COMMENT ON COLUMN late_outcome.entities_updated IS 'Entities of the job that had changed.';
COMMENT ON COLUMN late_outcome.entities_deleted IS 'Entities of the job that were gone.';
COMMENT ON COLUMN late_outcome.recorded_at IS 'When it was first recorded here.';
COMMENT ON COLUMN late_outcome.source_type IS
  'Short name of the source; null when that was not known.';

-- What connections are ranked by, so that a page of the worst of a hundred thousand need not look up
-- the newest row of each. Written only where a statement is the last of its window: in a catch-up
-- seldom, so it costs next to nothing. No index but the key: every update stays HOT.
CREATE TABLE connection_rank (
  window_seconds       integer NOT NULL,
  source_connection_id uuid    NOT NULL,
  as_of                timestamptz,
  success_rate         double precision,
  duration_p95         double precision,
  entities_per_second  double precision,
  failed               bigint,
  PRIMARY KEY (window_seconds, source_connection_id)
) WITH (fillfactor = 50);
COMMENT ON TABLE connection_rank IS
  'For each connection and window the figures of its newest row in rolling_metrics that connections are ranked by. For all figures see analytics.connection_health.';
COMMENT ON COLUMN connection_rank.window_seconds IS 'Size of the window in seconds.';
COMMENT ON COLUMN connection_rank.source_connection_id IS 'The source connection.';
COMMENT ON COLUMN connection_rank.as_of IS
  'End of the window, not included; null when all that was said of the connection was taken back.';
COMMENT ON COLUMN connection_rank.success_rate IS
  'completed / (completed + failed), 0 to 1; null when there is neither.';
COMMENT ON COLUMN connection_rank.duration_p95 IS
  'Seconds that 95 percent of the durations do not exceed; null when there is none.';
COMMENT ON COLUMN connection_rank.entities_per_second IS
  'Entities inserted, updated and deleted per second of the window.';
COMMENT ON COLUMN connection_rank.failed IS 'Jobs that failed.';

-- A statement says of the stretch after its after_time and up to its own time (and, if it is the
-- last, of all that follows): there is one row, at the time itself, or none. What else the table
-- has there goes. The arrays hold one statement at each index; no key may come twice in one call;
-- keys in ascending order keep two writers from a deadlock. If two statements of a call disagree,
-- the row that one of them brings stands.
--
-- This is what a catch-up spends its time in. Nearly always the table has nothing in the stretch,
-- so one step through the index finds out, and then a plain INSERT does: a quarter less work than
-- DELETE and INSERT ... ON CONFLICT. SELECT unnest(a), unnest(b) costs half of FROM unnest(a, b).
-- The planner does not know how small the batch is against the table: it must not scan or hash it.

CREATE PROCEDURE merge_rolling_metrics(
  scope_kinds        text[],
  scope_ids          uuid[],
  window_sizes       integer[],
  as_of_times        bigint[],
  after_times        bigint[],
  last_flags         boolean[],
  last_up_to_times   bigint[],
  row_flags          boolean[],
  final_flags        boolean[],
  type_names         text[],
  completed_counts   bigint[],
  failed_counts      bigint[],
  cancelled_counts   bigint[],
  lost_counts        bigint[],
  durations_p50      double precision[],
  durations_p90      double precision[],
  durations_p95      double precision[],
  durations_p99      double precision[],
  durations_min      double precision[],
  durations_max      double precision[],
  durations_mean     double precision[],
  durations_stddev   double precision[],
  queue_times_p50    double precision[],
  queue_times_p95    double precision[],
  inserted_counts    bigint[],
  updated_counts     bigint[],
  deleted_counts     bigint[],
  running_times      double precision[])
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_material = off SET jit = off
AS $$
DECLARE
  n CONSTANT integer := cardinality(scope_ids);
  present   int4multirange;
  stale     integer[];
  stale_at  timestamptz[];
  first     integer;
  last      integer;
BEGIN
  INSERT INTO metric_window (window_seconds)
  SELECT DISTINCT unnest(window_sizes) ORDER BY 1
  ON CONFLICT DO NOTHING;

  SELECT
    coalesce(range_agg(int4range(own, own, '[]')) FILTER (WHERE own IS NOT NULL), '{}'),
    array_agg(at) FILTER (WHERE own IS NULL),
    array_agg(as_of) FILTER (WHERE own IS NULL)
  INTO present, stale, stale_at
  FROM (
    SELECT
      min(new.at) FILTER (WHERE new.as_of = old.as_of AND new.is_row) AS own,
      min(new.at) AS at,
      old.as_of
    FROM (
      SELECT
        generate_subscripts(scope_ids, 1) AS at, unnest(scope_kinds)::metric_scope AS scope,
        unnest(scope_ids) AS scope_id, unnest(window_sizes) AS window_seconds,
        to_timestamp(unnest(as_of_times)) AS as_of, to_timestamp(unnest(after_times)) AS after,
        unnest(last_flags) AS is_last, to_timestamp(unnest(last_up_to_times)) AS last_up_to,
        unnest(row_flags) AS is_row) AS new
    JOIN rolling_metrics AS old
      ON old.scope_id = new.scope_id AND old.scope = new.scope
      AND old.window_seconds = new.window_seconds
      AND old.as_of > new.after
      AND old.as_of <=
        CASE WHEN new.is_last THEN coalesce(new.last_up_to, 'infinity') ELSE new.as_of END
    GROUP BY old.ctid, old.as_of) AS found;

  IF stale IS NOT NULL THEN
    DELETE FROM rolling_metrics AS old
    USING unnest(stale, stale_at) AS gone(at, as_of)
    WHERE old.scope_id = scope_ids[gone.at]
      AND old.scope = scope_kinds[gone.at]::metric_scope
      AND old.window_seconds = window_sizes[gone.at]
      AND old.as_of = gone.as_of;
  END IF;

  IF NOT isempty(present) THEN
    UPDATE rolling_metrics AS old SET (
      completed, failed, cancelled, lost, duration_p50, duration_p90, duration_p95, duration_p99,
      duration_min, duration_max, duration_mean, duration_stddev, queue_p50, queue_p95,
      entities_inserted, entities_updated, entities_deleted, running_seconds, is_final,
      source_type) = ROW(
      new.completed, new.failed, new.cancelled, new.lost, new.p50, new.p90, new.p95, new.p99,
      new.min, new.max, new.mean, new.stddev, new.queue_p50, new.queue_p95,
      new.inserted, new.updated, new.deleted, new.running_seconds, new.is_final,
      new.source_type)
    FROM (
      SELECT
        scope_kinds[at]::metric_scope AS scope, scope_ids[at] AS scope_id,
        window_sizes[at] AS window_seconds, to_timestamp(as_of_times[at]) AS as_of,
        completed_counts[at] AS completed, failed_counts[at] AS failed,
        cancelled_counts[at] AS cancelled, lost_counts[at] AS lost,
        durations_p50[at] AS p50, durations_p90[at] AS p90, durations_p95[at] AS p95,
        durations_p99[at] AS p99, durations_min[at] AS min, durations_max[at] AS max,
        durations_mean[at] AS mean, durations_stddev[at] AS stddev,
        queue_times_p50[at] AS queue_p50, queue_times_p95[at] AS queue_p95,
        inserted_counts[at] AS inserted, updated_counts[at] AS updated,
        deleted_counts[at] AS deleted, running_times[at] AS running_seconds,
        final_flags[at] AS is_final, type_names[at] AS source_type
      FROM unnest(present) AS several
      CROSS JOIN generate_series(lower(several), upper(several) - 1) AS at) AS new
    WHERE old.scope_id = new.scope_id AND old.scope = new.scope
      AND old.window_seconds = new.window_seconds AND old.as_of = new.as_of
      -- What says nothing new leaves no dead row behind: a replay is nearly free.
      AND (
      old.completed, old.failed, old.cancelled, old.lost, old.duration_p50, old.duration_p90,
      old.duration_p95, old.duration_p99, old.duration_min, old.duration_max, old.duration_mean,
      old.duration_stddev, old.queue_p50, old.queue_p95, old.entities_inserted,
      old.entities_updated, old.entities_deleted, old.running_seconds, old.is_final,
      old.source_type) IS DISTINCT FROM (
      new.completed, new.failed, new.cancelled, new.lost, new.p50, new.p90,
      new.p95, new.p99, new.min, new.max, new.mean,
      new.stddev, new.queue_p50, new.queue_p95, new.inserted,
      new.updated, new.deleted, new.running_seconds, new.is_final,
      new.source_type);
  END IF;

  INSERT INTO rolling_metrics (
    scope, scope_id, window_seconds, as_of, completed, failed, cancelled, lost,
    duration_p50, duration_p90, duration_p95, duration_p99, duration_min, duration_max,
    duration_mean, duration_stddev, queue_p50, queue_p95, entities_inserted, entities_updated,
    entities_deleted, running_seconds, is_final, source_type)
  SELECT
    scope, scope_id, window_seconds, as_of, completed, failed, cancelled, lost,
    p50, p90, p95, p99, min, max,
    mean, stddev, queue_p50, queue_p95, inserted, updated,
    deleted, running_seconds, is_final, source_type
  FROM (
    SELECT
      generate_subscripts(scope_ids, 1) AS at, unnest(row_flags) AS is_row,
      unnest(scope_kinds)::metric_scope AS scope, unnest(scope_ids) AS scope_id,
      unnest(window_sizes) AS window_seconds, to_timestamp(unnest(as_of_times)) AS as_of,
      unnest(completed_counts) AS completed, unnest(failed_counts) AS failed,
      unnest(cancelled_counts) AS cancelled, unnest(lost_counts) AS lost,
      unnest(durations_p50) AS p50, unnest(durations_p90) AS p90, unnest(durations_p95) AS p95,
      unnest(durations_p99) AS p99, unnest(durations_min) AS min, unnest(durations_max) AS max,
      unnest(durations_mean) AS mean, unnest(durations_stddev) AS stddev,
      unnest(queue_times_p50) AS queue_p50, unnest(queue_times_p95) AS queue_p95,
      unnest(inserted_counts) AS inserted, unnest(updated_counts) AS updated,
      unnest(deleted_counts) AS deleted, unnest(running_times) AS running_seconds,
      unnest(final_flags) AS is_final, unnest(type_names) AS source_type) AS new
  WHERE is_row AND NOT at <@ present;

  INSERT INTO connection_rank AS old (
    window_seconds, source_connection_id, as_of, success_rate, duration_p95, entities_per_second,
    failed)
  SELECT
    last.window_seconds, last.scope_id, newest.as_of, newest.success_rate, newest.duration_p95,
    newest.entities_per_second, newest.failed
  FROM (
    SELECT DISTINCT window_seconds, scope_id
    FROM (
      SELECT
        unnest(scope_kinds) AS scope, unnest(scope_ids) AS scope_id,
        unnest(window_sizes) AS window_seconds, unnest(last_flags) AS is_last) AS statement
    WHERE is_last AND scope = 'connection'
    ORDER BY window_seconds, scope_id) AS last
  LEFT JOIN LATERAL (
    SELECT * FROM rolling_metrics AS rolling
    WHERE rolling.scope_id = last.scope_id AND rolling.scope = 'connection'
      AND rolling.window_seconds = last.window_seconds
    ORDER BY rolling.as_of DESC
    LIMIT 1) AS newest ON true
  ON CONFLICT (window_seconds, source_connection_id) DO UPDATE SET
    as_of = excluded.as_of, success_rate = excluded.success_rate,
    duration_p95 = excluded.duration_p95, entities_per_second = excluded.entities_per_second,
    failed = excluded.failed
  WHERE (old.as_of, old.success_rate, old.duration_p95, old.entities_per_second, old.failed)
    IS DISTINCT FROM (
      excluded.as_of, excluded.success_rate, excluded.duration_p95, excluded.entities_per_second,
      excluded.failed);
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  -- Another writer may have brought the same key meanwhile: then the row is there at the next try.
  IF n = 1 AND SQLSTATE <> '23505' THEN
    INSERT INTO rejected_row (table_name, row_key, sqlstate, message)
    VALUES ('rolling_metrics',
      format('%s %s, %s s, %s', scope_kinds[1], scope_ids[1], window_sizes[1], as_of_times[1]),
      SQLSTATE, SQLERRM);
    RETURN;
  END IF;
  FOR first, last IN VALUES (1, n / 2), (n / 2 + 1, n) LOOP
    CALL merge_rolling_metrics(
      scope_kinds[first:last], scope_ids[first:last], window_sizes[first:last],
      as_of_times[first:last], after_times[first:last], last_flags[first:last],
      last_up_to_times[first:last], row_flags[first:last], final_flags[first:last], type_names[first:last],
      completed_counts[first:last], failed_counts[first:last], cancelled_counts[first:last],
      lost_counts[first:last], durations_p50[first:last], durations_p90[first:last],
      durations_p95[first:last], durations_p99[first:last], durations_min[first:last],
      durations_max[first:last], durations_mean[first:last], durations_stddev[first:last],
      queue_times_p50[first:last], queue_times_p95[first:last], inserted_counts[first:last],
      updated_counts[first:last], deleted_counts[first:last], running_times[first:last]);
  END LOOP;
END $$;
COMMENT ON PROCEDURE merge_rolling_metrics IS
  'Makes rolling_metrics say what the statements say. Times are seconds since the epoch, running times seconds; row_flags tells a statement that there is a row from one that there is none; after one whose last_flags is set there are no rows up to its last_up_to_times, or none at all where that is null. A row that Postgres refuses for what it holds goes to rejected_row, the others are written.';

CREATE PROCEDURE merge_hourly_metrics(
  scope_kinds           text[],
  scope_ids             uuid[],
  hour_times            bigint[],
  after_times           bigint[],
  last_flags            boolean[],
  last_up_to_times      bigint[],
  row_flags             boolean[],
  final_flags           boolean[],
  type_names            text[],
  completed_counts      bigint[],
  failed_counts         bigint[],
  cancelled_counts      bigint[],
  lost_counts           bigint[],
  inserted_counts       bigint[],
  updated_counts        bigint[],
  deleted_counts        bigint[],
  running_times         bigint[],
  duration_sums         bigint[],
  duration_square_sums  text[],
  duration_bucket_lists text[],
  duration_count_lists  text[],
  queue_bucket_lists    text[],
  queue_count_lists     text[])
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_material = off SET jit = off
AS $$
DECLARE
  n CONSTANT integer := cardinality(scope_ids);
  first integer;
  last  integer;
BEGIN
  DELETE FROM hourly_metrics AS old
  USING (
    SELECT
      unnest(scope_kinds)::metric_scope AS scope, unnest(scope_ids) AS scope_id,
      to_timestamp(unnest(hour_times)) AS hour, to_timestamp(unnest(after_times)) AS after,
      unnest(last_flags) AS is_last, to_timestamp(unnest(last_up_to_times)) AS last_up_to,
      unnest(row_flags) AS is_row) AS new
  WHERE old.scope_id = new.scope_id AND old.scope = new.scope
    AND old.hour > new.after
    AND old.hour <=
      CASE WHEN new.is_last THEN coalesce(new.last_up_to, 'infinity') ELSE new.hour END
    AND (old.hour <> new.hour OR NOT new.is_row);

  -- Most statements are about an hour that has its row already, so here ON CONFLICT is no detour.
  INSERT INTO hourly_metrics AS old (
    scope, scope_id, hour, is_final, completed, failed, cancelled, lost, entities_inserted,
    entities_updated, entities_deleted, running_micros, duration_micros, duration_micros_squared,
    duration_buckets, duration_counts, queue_buckets, queue_counts, source_type)
  SELECT
    scope, scope_id, hour, is_final, completed, failed, cancelled, lost, inserted,
    updated, deleted, running_micros, duration_micros, duration_micros_squared,
    duration_buckets, duration_counts, queue_buckets, queue_counts, source_type
  FROM (
    SELECT
      unnest(row_flags) AS is_row, unnest(scope_kinds)::metric_scope AS scope,
      unnest(scope_ids) AS scope_id, to_timestamp(unnest(hour_times)) AS hour,
      unnest(final_flags) AS is_final, unnest(completed_counts) AS completed,
      unnest(failed_counts) AS failed, unnest(cancelled_counts) AS cancelled,
      unnest(lost_counts) AS lost, unnest(inserted_counts) AS inserted,
      unnest(updated_counts) AS updated, unnest(deleted_counts) AS deleted,
      unnest(running_times) AS running_micros, unnest(duration_sums) AS duration_micros,
      unnest(duration_square_sums)::numeric AS duration_micros_squared,
      unnest(duration_bucket_lists)::smallint[] AS duration_buckets,
      unnest(duration_count_lists)::bigint[] AS duration_counts,
      unnest(queue_bucket_lists)::smallint[] AS queue_buckets,
      unnest(queue_count_lists)::bigint[] AS queue_counts,
      unnest(type_names) AS source_type) AS new
  WHERE is_row
  ON CONFLICT (scope_id, scope, hour) DO UPDATE SET
    is_final = excluded.is_final,
    completed = excluded.completed,
    failed = excluded.failed,
    cancelled = excluded.cancelled,
    lost = excluded.lost,
    entities_inserted = excluded.entities_inserted,
    entities_updated = excluded.entities_updated,
    entities_deleted = excluded.entities_deleted,
    running_micros = excluded.running_micros,
    duration_micros = excluded.duration_micros,
    duration_micros_squared = excluded.duration_micros_squared,
    duration_buckets = excluded.duration_buckets,
    duration_counts = excluded.duration_counts,
    queue_buckets = excluded.queue_buckets,
    queue_counts = excluded.queue_counts,
    source_type = excluded.source_type
  WHERE (
    old.is_final, old.completed, old.failed, old.cancelled, old.lost, old.entities_inserted,
    old.entities_updated, old.entities_deleted, old.running_micros, old.duration_micros,
    old.duration_micros_squared, old.duration_buckets, old.duration_counts, old.queue_buckets,
    old.queue_counts, old.source_type) IS DISTINCT FROM (
    excluded.is_final, excluded.completed, excluded.failed, excluded.cancelled, excluded.lost,
    excluded.entities_inserted, excluded.entities_updated, excluded.entities_deleted,
    excluded.running_micros, excluded.duration_micros, excluded.duration_micros_squared,
    excluded.duration_buckets, excluded.duration_counts, excluded.queue_buckets,
    excluded.queue_counts, excluded.source_type);
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  IF n = 1 THEN
    INSERT INTO rejected_row (table_name, row_key, sqlstate, message)
    VALUES ('hourly_metrics',
      format('%s %s, %s', scope_kinds[1], scope_ids[1], hour_times[1]), SQLSTATE, SQLERRM);
    RETURN;
  END IF;
  FOR first, last IN VALUES (1, n / 2), (n / 2 + 1, n) LOOP
    CALL merge_hourly_metrics(
      scope_kinds[first:last], scope_ids[first:last], hour_times[first:last],
      after_times[first:last], last_flags[first:last], last_up_to_times[first:last],
      row_flags[first:last], final_flags[first:last], type_names[first:last], completed_counts[first:last],
      failed_counts[first:last], cancelled_counts[first:last], lost_counts[first:last],
      inserted_counts[first:last], updated_counts[first:last], deleted_counts[first:last],
      running_times[first:last], duration_sums[first:last], duration_square_sums[first:last],
      duration_bucket_lists[first:last], duration_count_lists[first:last],
      queue_bucket_lists[first:last], queue_count_lists[first:last]);
  END LOOP;
END $$;
COMMENT ON PROCEDURE merge_hourly_metrics IS
  'Makes hourly_metrics say what the statements say. Hours are seconds since the epoch, other times microseconds; flags are those of merge_rolling_metrics; each list is the text of an array. A row that Postgres refuses for what it holds goes to rejected_row, the others are written.';

CREATE PROCEDURE merge_late_outcomes(
  job_ids          uuid[],
  connection_ids   uuid[],
  retraction_flags boolean[],
  outcomes         text[],
  organization_ids uuid[],
  type_names       text[],
  created_times    bigint[],
  started_times    bigint[],
  ended_times      bigint[],
  inserted_counts  bigint[],
  updated_counts   bigint[],
  deleted_counts   bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  n CONSTANT integer := cardinality(job_ids);
  first integer;
  last  integer;
BEGIN
  INSERT INTO late_outcome AS old (
    job_id, source_connection_id, is_retraction, outcome, organization_id, source_type,
    created_at, started_at, ended_at, entities_inserted, entities_updated, entities_deleted)
  SELECT
    new.job_id, new.source_connection_id, new.is_retraction, new.outcome::outcome_kind,
    new.organization_id, new.source_type, from_epoch_micros(new.created_at),
    from_epoch_micros(new.started_at), from_epoch_micros(new.ended_at),
    new.inserted, new.updated, new.deleted
  FROM unnest(
    job_ids, connection_ids, retraction_flags, outcomes, organization_ids, type_names,
    created_times, started_times, ended_times, inserted_counts, updated_counts, deleted_counts)
    AS new(
      job_id, source_connection_id, is_retraction, outcome, organization_id, source_type,
      created_at, started_at, ended_at, inserted, updated, deleted)
  ON CONFLICT (job_id, source_connection_id, is_retraction) DO UPDATE SET
    outcome = excluded.outcome,
    organization_id = excluded.organization_id,
    source_type = excluded.source_type,
    created_at = excluded.created_at,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    entities_inserted = excluded.entities_inserted,
    entities_updated = excluded.entities_updated,
    entities_deleted = excluded.entities_deleted
  WHERE (
    old.outcome, old.organization_id, old.source_type, old.created_at, old.started_at,
    old.ended_at, old.entities_inserted, old.entities_updated, old.entities_deleted)
    IS DISTINCT FROM (
    excluded.outcome, excluded.organization_id, excluded.source_type, excluded.created_at,
    excluded.started_at, excluded.ended_at, excluded.entities_inserted,
    excluded.entities_updated, excluded.entities_deleted);
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  IF n = 1 THEN
    INSERT INTO rejected_row (table_name, row_key, sqlstate, message)
    VALUES ('late_outcome', job_ids[1] || ' of connection ' || connection_ids[1], SQLSTATE, SQLERRM);
    RETURN;
  END IF;
  FOR first, last IN VALUES (1, n / 2), (n / 2 + 1, n) LOOP
    CALL merge_late_outcomes(
      job_ids[first:last], connection_ids[first:last], retraction_flags[first:last],
      outcomes[first:last], organization_ids[first:last], type_names[first:last],
      created_times[first:last], started_times[first:last], ended_times[first:last],
      inserted_counts[first:last], updated_counts[first:last], deleted_counts[first:last]);
  END LOOP;
END $$;
COMMENT ON PROCEDURE merge_late_outcomes IS
  'Records the given outcomes as late; of the same job the last one stands. Times are microseconds since the epoch. A row that Postgres refuses for what it holds goes to rejected_row, the others are written.';

-- Capacity: how many jobs ran and waited, at each moment, exactly.
--
-- A job is a span of waiting and a span of running. The changes that spans make (+1 where one begins,
-- -1 where it ends) are sorted by time and added up: between two changes nothing changes. Bodies are
-- BEGIN ATOMIC, so that they mean the same whatever the search path of who calls them.

-- What may still run at a moment is found by when jobs left. A BRIN index of it leaves updates HOT,
-- but only since Postgres 16; before that every end of a job would have to touch each index.
DO $$
BEGIN
  IF current_setting('server_version_num')::integer >= 160000 THEN
    CREATE INDEX sync_job_left ON sync_job
      USING brin ((coalesce(ended_at, lost_at, 'infinity'::timestamptz)));
  END IF;
END $$;

CREATE VIEW analytics.job_spans AS
SELECT
  job.id AS job_id, job.source_connection_id, connection.organization_id, connection.source_type,
  job.status, job.created_at AS queued_from,
  least(coalesce(job.started_at, 'infinity'),
        coalesce(job.ended_at, job.lost_at, 'infinity'::timestamptz)) AS queued_until,
  CASE WHEN job.started_at < job.created_at THEN job.created_at ELSE job.started_at END
    AS running_from,
  coalesce(job.ended_at, job.lost_at, 'infinity'::timestamptz) AS left_at,
  job.ended_at IS NULL AND job.lost_at IS NOT NULL AS is_lost,
  job.entities_inserted + job.entities_updated + job.entities_deleted AS entities
FROM sync_job AS job
LEFT JOIN source_connection AS connection ON connection.id = job.source_connection_id;
COMMENT ON VIEW analytics.job_spans IS
  'When each job waited and when it ran: it waited in [queued_from, queued_until) and ran in [running_from, left_at). A span that would end before it begins is empty.';
COMMENT ON COLUMN analytics.job_spans.job_id IS 'The sync job.';
COMMENT ON COLUMN analytics.job_spans.source_connection_id IS 'The source connection that the job ran for.';
COMMENT ON COLUMN analytics.job_spans.organization_id IS
  'The organization that owns the connection; null until an event names one.';
COMMENT ON COLUMN analytics.job_spans.source_type IS 'Short name of the source, such as notion or github.';
COMMENT ON COLUMN analytics.job_spans.status IS 'The last status that was observed.';
COMMENT ON COLUMN analytics.job_spans.queued_from IS 'When the job was created.';
COMMENT ON COLUMN analytics.job_spans.queued_until IS
  'When it started or, if no start is known, left; infinity while it waits. A job of which only the end is known counts as waiting until then.';
COMMENT ON COLUMN analytics.job_spans.running_from IS 'When it started, not before it was created; null when that is not known.';
COMMENT ON COLUMN analytics.job_spans.left_at IS
  'When it completed, failed or was cancelled or, if it did none of them, when it was taken for lost; infinity while it is open.';
COMMENT ON COLUMN analytics.job_spans.is_lost IS 'Whether it left by being taken for lost.';
COMMENT ON COLUMN analytics.job_spans.entities IS 'Entities inserted, updated and deleted.';

-- The functions below take no subqueries for arguments, so that the planner inlines them into the
-- query of who calls, knows the period, and finds its jobs by an index.

CREATE FUNCTION analytics.concurrency_stretches(
  from_time timestamptz, to_time timestamptz,
  resolution interval DEFAULT NULL, steps_from timestamptz DEFAULT NULL,
  organization uuid DEFAULT NULL, source_type text DEFAULT NULL)
  RETURNS TABLE (
    step timestamptz, from_moment timestamptz, until_moment timestamptz, running integer,
    queued integer)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH spans AS MATERIALIZED (
    SELECT greatest(span.queued_from, from_time) AS queued_from, span.queued_until,
      CASE WHEN span.running_from < span.left_at
        THEN greatest(span.running_from, from_time) END AS running_from,
      span.left_at
    FROM analytics.job_spans AS span
    WHERE span.left_at > from_time AND span.queued_from < least(to_time, now())
      AND (concurrency_stretches.organization IS NULL
           OR span.organization_id = concurrency_stretches.organization)
      AND (concurrency_stretches.source_type IS NULL
           OR span.source_type = concurrency_stretches.source_type)),
  changes AS (
    SELECT spans.queued_from AS at, 0 AS running, 1 AS queued, NULL::timestamptz AS step
    FROM spans WHERE spans.queued_from < spans.queued_until
    UNION ALL
    SELECT spans.queued_until, 0, -1, NULL FROM spans WHERE spans.queued_from < spans.queued_until
    UNION ALL
    SELECT spans.running_from, 1, 0, NULL FROM spans WHERE spans.running_from IS NOT NULL
    UNION ALL
    SELECT spans.left_at, -1, 0, NULL FROM spans WHERE spans.running_from IS NOT NULL
    UNION ALL
    SELECT from_time, 0, 0, from_time
    UNION ALL
    SELECT moment, 0, 0, moment
    FROM generate_series(coalesce(steps_from, from_time), least(to_time, now()), resolution)
      AS moment
    WHERE isfinite(from_time) AND moment > from_time)
  SELECT level.step, level.from_moment, level.until_moment, level.running, level.queued
  FROM (
    SELECT
      max(changes.step) OVER so_far AS step,
      changes.at AS from_moment,
      lead(changes.at, 1, least(to_time, now())) OVER so_far AS until_moment,
      (sum(changes.running) OVER so_far)::integer AS running,
      (sum(changes.queued) OVER so_far)::integer AS queued
    FROM changes
    WHERE changes.at < least(to_time, now())
    -- By range, what changes at one moment is summed at once; only its last row has a stretch.
    WINDOW so_far AS (ORDER BY changes.at RANGE UNBOUNDED PRECEDING)) AS level
  WHERE level.from_moment < level.until_moment;
END;
COMMENT ON FUNCTION analytics.concurrency_stretches IS
  'The stretches [from_moment, until_moment) of [from_time, to_time) in which the number of running and queued jobs did not change, in the order of time. Steps of the resolution, counted from steps_from (if not given, from_time), cut them; step is the begin of the one that a stretch lies in, not before from_time. What lies after now is left out. Of all jobs, or of those of an organization, of a source type, or both.';

CREATE FUNCTION analytics.concurrency(
  from_time timestamptz, to_time timestamptz, resolution interval,
  organization uuid DEFAULT NULL, source_type text DEFAULT NULL)
  RETURNS TABLE (
    at timestamptz, running_max integer, running_mean double precision, queued_max integer,
    queued_mean double precision)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT stretch.step,
    max(stretch.running),
    sum(stretch.running * date_part('epoch', stretch.until_moment - stretch.from_moment))
      / sum(date_part('epoch', stretch.until_moment - stretch.from_moment)),
    max(stretch.queued),
    sum(stretch.queued * date_part('epoch', stretch.until_moment - stretch.from_moment))
      / sum(date_part('epoch', stretch.until_moment - stretch.from_moment))
  FROM analytics.concurrency_stretches(
    from_time, to_time, resolution, from_time, organization, source_type) AS stretch
  GROUP BY stretch.step
  ORDER BY stretch.step;
END;
COMMENT ON FUNCTION analytics.concurrency IS
  'How many jobs ran and waited in each step of [from_time, to_time): the most at one time, and the mean over the step''s time. Steps begin at from_time and follow each other by the resolution; the last may be shorter, and none lies after now. Steps in which nothing happened are there, too. Of all jobs, or of those of an organization, of a source type, or both.';

CREATE FUNCTION analytics.concurrency_peaks(
  from_time timestamptz, to_time timestamptz, resolution interval DEFAULT NULL,
  organization uuid DEFAULT NULL, source_type text DEFAULT NULL)
  RETURNS TABLE (
    at timestamptz, running_max integer, running_max_at timestamptz, queued_max integer,
    queued_max_at timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT stretch.step,
    max(stretch.running), min(stretch.from_moment) FILTER (WHERE stretch.running = stretch.running_max),
    max(stretch.queued), min(stretch.from_moment) FILTER (WHERE stretch.queued = stretch.queued_max)
  FROM (
    SELECT every.step, every.from_moment, every.running, every.queued,
      max(every.running) OVER (PARTITION BY every.step) AS running_max,
      max(every.queued) OVER (PARTITION BY every.step) AS queued_max
    FROM analytics.concurrency_stretches(
      from_time, to_time, resolution, from_time, organization, source_type) AS every) AS stretch
  GROUP BY stretch.step
  ORDER BY stretch.step;
END;
COMMENT ON FUNCTION analytics.concurrency_peaks IS
  'The most jobs that ran at one time, and that waited at one time, in each step of [from_time, to_time), and when that was first so. Without a resolution: of the whole range, in one row.';

CREATE FUNCTION analytics.busy_hours(
  from_time timestamptz, to_time timestamptz,
  organization uuid DEFAULT NULL, source_type text DEFAULT NULL)
  RETURNS TABLE (
    day integer, hour integer, hours bigint, running_mean double precision, running_max integer,
    queued_mean double precision, queued_max integer)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    date_part('isodow', stretch.step AT TIME ZONE 'UTC')::integer,
    date_part('hour', stretch.step AT TIME ZONE 'UTC')::integer,
    count(DISTINCT date_trunc('hour', stretch.step, 'UTC')),
    sum(stretch.running * date_part('epoch', stretch.until_moment - stretch.from_moment))
      / sum(date_part('epoch', stretch.until_moment - stretch.from_moment)),
    max(stretch.running),
    sum(stretch.queued * date_part('epoch', stretch.until_moment - stretch.from_moment))
      / sum(date_part('epoch', stretch.until_moment - stretch.from_moment)),
    max(stretch.queued)
  FROM analytics.concurrency_stretches(
    from_time, to_time, interval '1 hour', date_trunc('hour', from_time, 'UTC'),
    organization, source_type) AS stretch
  GROUP BY 1, 2
  ORDER BY 1, 2;
END;
COMMENT ON FUNCTION analytics.busy_hours IS
  'Running and queued jobs by hour of the week (UTC): day 1 is Monday, 7 is Sunday. hours is how many calendar hours of [from_time, to_time) a figure rests on, those that the range cuts included; means are over their time. An hour of the week that the range does not touch has no row.';

CREATE FUNCTION analytics.utilization(
  from_time timestamptz, to_time timestamptz, workers integer,
  organization uuid DEFAULT NULL, source_type text DEFAULT NULL)
  RETURNS TABLE (
    seconds double precision, running_mean double precision, running_max integer,
    used double precision, at_limit double precision, over_limit double precision)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    sum(stretch.seconds),
    sum(stretch.running * stretch.seconds) / sum(stretch.seconds),
    max(stretch.running),
    sum(stretch.running * stretch.seconds) / nullif(sum(stretch.seconds) * workers, 0),
    coalesce(sum(stretch.seconds) FILTER (WHERE stretch.running >= workers), 0)
      / sum(stretch.seconds),
    coalesce(sum(stretch.seconds) FILTER (WHERE stretch.running > workers), 0)
      / sum(stretch.seconds)
  FROM (
    SELECT every.running,
      date_part('epoch', every.until_moment - every.from_moment) AS seconds
    FROM analytics.concurrency_stretches(
      from_time, to_time, NULL, NULL, organization, source_type) AS every) AS stretch;
END;
COMMENT ON FUNCTION analytics.utilization IS
  'How far so many workers, one for each running job, were used over [from_time, to_time), which lasted so many seconds: used is running time over worker time (more than 1 when more ran than that), at_limit and over_limit are the shares of the time in which at least, and more than, so many jobs ran.';

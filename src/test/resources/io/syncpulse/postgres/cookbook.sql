-- Four weeks of six connections, from Monday 2026-03-02 to 2026-03-30 00:00 UTC, which is the
-- present of those who ask. Small enough to know the answers by hand.

INSERT INTO source_connection (id, organization_id, organization_claimed_at, sync_id, source_type,
  collection_name, collection_readable_id, described_at, first_seen_at)
SELECT ('0c000000-0000-4000-8000-00000000000' || n)::uuid,
  ('0a000000-0000-4000-8000-00000000000' || organization)::uuid, first_seen,
  ('05000000-0000-4000-8000-00000000000' || n)::uuid, source_type, name, lower(name), first_seen,
  first_seen
FROM (VALUES
  (1, 1, 'github',     'Engine',   timestamptz '2026-03-02 00:00Z'),
  (2, 1, 'notion',     'Handbook', '2026-03-02 06:00Z'),
  (3, 1, 'slack',      'Talk',     '2026-03-02 09:00Z'),
  (4, 2, 'notion',     'Recipes',  '2026-03-02 02:00Z'),
  (5, 2, 'postgresql', 'Orders',   '2026-03-02 03:00Z'),
  (6, 2, 'hubspot',    'Leads',    '2026-03-27 18:00Z'))
  AS connection(n, organization, source_type, name, first_seen);

-- Every job completes, to begin with.
INSERT INTO sync_job (id, source_connection_id, status, batches, created_at, started_at, ended_at,
  heard_at, entities_inserted, entities_updated)
SELECT
  ('0d000000-0000-4000-800' || n || '-' || lpad(row_number() OVER (PARTITION BY n ORDER BY created)::text, 12, '0'))::uuid,
  ('0c000000-0000-4000-8000-00000000000' || n)::uuid, 'completed', 1, created,
  created + queue * interval '1 s', created + (queue + seconds) * interval '1 s',
  created + (queue + seconds) * interval '1 s', entities, entities / 10
FROM (VALUES
  (1, timestamptz '2026-03-02 00:00Z', timestamptz '2026-03-29 12:00Z', interval '12 h', 20, 60, 100),
  (2, '2026-03-02 06:00Z', '2026-03-29 06:00Z', '1 day', 10, 100, 50),
  (3, '2026-03-02 09:00Z', '2026-03-29 09:00Z', '1 day', 30, 300, 200),
  (4, '2026-03-02 02:00Z', '2026-03-20 02:00Z', '1 day', 2, 40, 10), -- quiet since
  (5, '2026-03-02 03:00Z', '2026-03-29 21:00Z', '6 h', 3, 500, 1000),
  (6, '2026-03-27 18:00Z', '2026-03-29 18:00Z', '1 day', 1, 5, 0))
  AS schedule(n, first, last, gap, queue, seconds, entities)
CROSS JOIN LATERAL generate_series(first, last, gap) AS created;

-- Connection 1 fails four times from the 10th on, and once more on the 18th.
UPDATE sync_job SET status = 'failed', error = 'The key was refused', error_category = 'api_key_invalid'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000001'
  AND created_at BETWEEN '2026-03-10Z' AND '2026-03-11 12:00Z';
UPDATE sync_job SET status = 'failed', error = 'Read timed out'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000001' AND created_at = '2026-03-18 12:00Z';

-- Connection 2 takes twice as long in the last week.
UPDATE sync_job SET ended_at = ended_at + interval '100 s', heard_at = heard_at + interval '100 s'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000002' AND created_at >= '2026-03-23Z';

-- Connection 3 fails since the 26th, connection 6 since ever.
UPDATE sync_job SET status = 'failed', error = 'The token has expired', entities_inserted = 0,
  entities_updated = 0, error_category = 'oauth_credentials_expired'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000003' AND created_at >= '2026-03-26Z';
UPDATE sync_job SET status = 'failed', error = 'No such account', error_category = 'auth_provider_account_gone'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000006';

-- Of connection 5 one job is lost, one cancelled, and one takes two hours.
UPDATE sync_job SET status = 'running', ended_at = NULL, heard_at = '2026-03-14 15:05Z', lost_at = '2026-03-14 17:05Z',
  entities_inserted = 300, entities_updated = 0
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000005' AND created_at = '2026-03-14 15:00Z';
UPDATE sync_job SET status = 'cancelled', ended_at = started_at + interval '100 s', heard_at = started_at + interval '100 s'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000005' AND created_at = '2026-03-17 09:00Z';
UPDATE sync_job SET ended_at = started_at + interval '2 h', heard_at = started_at + interval '2 h'
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000005' AND created_at = '2026-03-29 15:00Z';

-- At present one job runs, and one waits.
INSERT INTO sync_job (id, source_connection_id, status, created_at, started_at, heard_at, entities_inserted)
VALUES
  ('0d000000-0000-4000-8005-000000000999', '0c000000-0000-4000-8000-000000000005', 'running',
   '2026-03-29 23:50Z', '2026-03-29 23:50:10Z', '2026-03-29 23:59Z', 400),
  ('0d000000-0000-4000-8001-000000000999', '0c000000-0000-4000-8000-000000000001', 'pending',
   '2026-03-29 23:59:30Z', NULL, '2026-03-29 23:59:30Z', 0);

-- One outcome came too late for the metrics, and one row was refused.
INSERT INTO late_outcome (job_id, source_connection_id, is_retraction, outcome, organization_id,
  source_type, created_at, started_at, ended_at, entities_inserted, entities_updated,
  entities_deleted, recorded_at)
SELECT id, source_connection_id, false, 'completed', '0a000000-0000-4000-8000-000000000002',
  'postgresql', created_at, started_at, ended_at, entities_inserted, entities_updated,
  entities_deleted, '2026-03-05 12:00Z'
FROM sync_job
WHERE source_connection_id = '0c000000-0000-4000-8000-000000000005' AND created_at = '2026-03-03 03:00Z';
INSERT INTO rejected_row (table_name, row_key, sqlstate, message, rejected_at)
VALUES ('sync_job', '0d000000-0000-4000-8005-000000000998 of connection 0c000000-0000-4000-8000-000000000005',
  '22003', 'value out of range', '2026-03-20 10:00Z');

-- The metrics of these jobs, as they are defined: of each hour and of each window what ended in it.
CREATE TEMPORARY VIEW booked AS
SELECT
  scope, scope_id, scoped.source_type, coalesce(ended_at, lost_at) AS at, status, duration_seconds,
  (extract(epoch FROM ended_at - started_at) * 1000000)::bigint AS micros,
  (extract(epoch FROM started_at - created_at) * 1000000)::bigint AS queue_micros,
  entities_inserted AS inserted, entities_updated AS updated
FROM sync_job AS job
JOIN source_connection AS connection ON connection.id = job.source_connection_id
CROSS JOIN LATERAL (VALUES
  ('connection'::metric_scope, source_connection_id, NULL),
  ('source_type', analytics.source_type_id(connection.source_type), connection.source_type),
  ('organization', organization_id, NULL),
  ('platform', '00000000-0000-0000-0000-000000000000', NULL)) AS scoped(scope, scope_id, source_type)
WHERE coalesce(ended_at, lost_at) IS NOT NULL AND job.id NOT IN (SELECT job_id FROM late_outcome);

INSERT INTO hourly_metrics (scope_id, scope, source_type, hour, is_final, completed, failed,
  cancelled, lost, entities_inserted, entities_updated, entities_deleted, running_micros,
  duration_micros, duration_micros_squared, duration_buckets, duration_counts, queue_buckets,
  queue_counts)
SELECT scope_id, scope, source_type, hour, true, completed, failed, cancelled, lost, inserted,
  updated, 0, running, durations, squares, (duration_histogram).buckets, (duration_histogram).counts,
  (queue_histogram).buckets, (queue_histogram).counts
FROM (
  SELECT
    scope_id, scope, source_type, date_trunc('hour', at, 'UTC') AS hour,
    count(*) FILTER (WHERE status = 'completed') AS completed,
    count(*) FILTER (WHERE status = 'failed') AS failed,
    count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE status = 'running') AS lost,
    sum(inserted) AS inserted, sum(updated) AS updated, coalesce(sum(micros), 0) AS running,
    coalesce(sum(micros) FILTER (WHERE status <> 'cancelled'), 0) AS durations,
    coalesce(sum(micros::numeric ^ 2) FILTER (WHERE status <> 'cancelled'), 0) AS squares,
    analytics.histogram_merge(ARRAY[analytics.histogram_bucket(micros)], '{1}')
      FILTER (WHERE micros IS NOT NULL AND status <> 'cancelled') AS duration_histogram,
    analytics.histogram_merge(ARRAY[analytics.histogram_bucket(queue_micros)], '{1}')
      FILTER (WHERE queue_micros IS NOT NULL) AS queue_histogram
  FROM booked GROUP BY 1, 2, 3, 4) AS hours;

INSERT INTO metric_window VALUES (3600), (86400), (604800);
INSERT INTO rolling_metrics (scope_id, scope, source_type, window_seconds, as_of, completed, failed,
  cancelled, lost, duration_p50, duration_p90, duration_p95, duration_p99, duration_min,
  duration_max, duration_mean, duration_stddev, queue_p50, queue_p95, entities_inserted,
  entities_updated, entities_deleted, running_seconds, is_final)
SELECT
  scope_id, scope, source_type, size, to_timestamp(as_of), completed, failed, cancelled, lost,
  analytics.histogram_quantile(durations, 0.5), analytics.histogram_quantile(durations, 0.9),
  analytics.histogram_quantile(durations, 0.95), analytics.histogram_quantile(durations, 0.99),
  analytics.histogram_quantile(durations, 0), analytics.histogram_quantile(durations, 1), mean,
  deviation, analytics.histogram_quantile(queue_times, 0.5),
  analytics.histogram_quantile(queue_times, 0.95), inserted, updated, 0, running, true
FROM (
  -- A window changes where something enters or leaves it.
  SELECT DISTINCT scope_id, scope, source_type, size, edge.as_of
  FROM booked
  CROSS JOIN (VALUES (3600, 60), (86400, 900), (604800, 3600)) AS rolling(size, slide)
  CROSS JOIN LATERAL (SELECT (floor(extract(epoch FROM at) / slide)::bigint + 1) * slide AS after) AS entry
  CROSS JOIN LATERAL (VALUES (after), (after + size)) AS edge(as_of)
  WHERE to_timestamp(edge.as_of) <= '2026-03-30Z') AS change
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE status = 'completed') AS completed,
    count(*) FILTER (WHERE status = 'failed') AS failed,
    count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE status = 'running') AS lost,
    coalesce(sum(inserted), 0) AS inserted, coalesce(sum(updated), 0) AS updated,
    coalesce(sum(duration_seconds), 0) AS running,
    avg(duration_seconds) FILTER (WHERE status <> 'cancelled') AS mean,
    stddev_pop(duration_seconds) FILTER (WHERE status <> 'cancelled') AS deviation,
    analytics.histogram_merge(ARRAY[analytics.histogram_bucket(micros)], '{1}')
      FILTER (WHERE micros IS NOT NULL AND status <> 'cancelled') AS durations,
    analytics.histogram_merge(ARRAY[analytics.histogram_bucket(queue_micros)], '{1}')
      FILTER (WHERE queue_micros IS NOT NULL) AS queue_times
  FROM booked
  WHERE booked.scope = change.scope AND booked.scope_id = change.scope_id
    AND at >= to_timestamp(as_of - size) AND at < to_timestamp(as_of)) AS content;

-- Reading metrics: histograms, intervals, any range of hours, any moment of the past, and views
-- for people. Plain SQL and PL/pgSQL, no extension.

-- Histograms. A duration falls into one of 1097 buckets: 0 is shorter than 1 ms; 1096 is longer
-- than a little more than 30 days; i of the others ends at 1.02^i ms, rounded down to a whole
-- microsecond. The borders are written into the function: no logarithm decides, as in the job.
DO $$
DECLARE
  numerator   numeric := 1000;
  denominator numeric := 1;
  begins      bigint[] := '{1000}';
BEGIN
  FOR bucket IN 1 .. 1095 LOOP
    numerator := numerator * 51;
    denominator := denominator * 50;
    begins := begins || (div(numerator, denominator)::bigint + 1);
  END LOOP;
  EXECUTE format(
    'CREATE FUNCTION histogram_bucket(micros bigint) RETURNS smallint
       LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN width_bucket(micros, %L::bigint[])::smallint', begins);
  EXECUTE format(
    'CREATE FUNCTION histogram_bucket_seconds(bucket integer) RETURNS double precision
       LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN CASE WHEN bucket = 0 THEN 0
                   WHEN bucket BETWEEN 1 AND 1095 THEN power(1.02::double precision, bucket) / 1010
                   WHEN bucket = 1096 THEN %s::double precision / 1000000 END',
    begins[1096] - 1);
END $$;
COMMENT ON FUNCTION histogram_bucket IS
  'The bucket, 0 to 1096, that holds a duration in microseconds; a negative one counts as none.';
COMMENT ON FUNCTION histogram_bucket_seconds IS
  'The value that stands for all durations of a bucket, in seconds: within 1 % of each of them from 1 ms to 30 days. Null for what is no bucket.';

CREATE TYPE histogram AS (buckets smallint[], counts bigint[]);
COMMENT ON TYPE histogram IS 'How often which duration came.';
COMMENT ON COLUMN histogram.buckets IS 'The buckets that are not empty, ascending.';
COMMENT ON COLUMN histogram.counts IS 'How many durations are in each of them.';

CREATE FUNCTION histogram_quantile(buckets smallint[], counts bigint[], q double precision)
  RETURNS double precision
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  n     bigint;
  total bigint := 0;
  below bigint := 0;
  rank  bigint;
  at    integer := 0;
BEGIN
  FOREACH n IN ARRAY coalesce(counts, '{}') LOOP
    total := total + n;
  END LOOP;
  IF total = 0 OR q IS NULL OR q NOT BETWEEN 0 AND 1 THEN
    RETURN NULL;
  END IF;
  -- By numeric, for 0.07 * 100 is a little more than 7 in floating point.
  rank := greatest(1, ceil(q::numeric * total));
  WHILE below < rank LOOP
    at := at + 1;
    below := below + counts[at];
  END LOOP;
  RETURN histogram_bucket_seconds(buckets[at]);
END $$;
COMMENT ON FUNCTION histogram_quantile(smallint[], bigint[], double precision) IS
  'The q-quantile of a histogram by nearest rank, in seconds, within 1 %: 0.95 for the 95th percentile, 0 for the shortest, 1 for the longest. Null when the histogram is empty or q is not from 0 to 1.';

CREATE FUNCTION histogram_quantile(durations histogram, q double precision)
  RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN histogram_quantile(durations.buckets, durations.counts, q);
COMMENT ON FUNCTION histogram_quantile(histogram, double precision) IS
  'The same for what histogram_merge returns.';

CREATE FUNCTION histogram_add(totals bigint[], buckets smallint[], counts bigint[])
  RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  total bigint;
BEGIN
  FOR i IN 1 .. coalesce(cardinality(buckets), 0) LOOP
    -- In two steps, or Postgres copies all totals each time.
    total := coalesce(totals[buckets[i]], 0) + counts[i];
    totals[buckets[i]] := total;
  END LOOP;
  RETURN totals;
END $$;
COMMENT ON FUNCTION histogram_add IS
  'A step of histogram_merge: adds a histogram to the totals, which have the bucket for their index.';

CREATE FUNCTION histogram_of(totals bigint[]) RETURNS histogram
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    SELECT ROW(coalesce(array_agg(bucket::smallint ORDER BY bucket), '{}'),
               coalesce(array_agg(totals[bucket] ORDER BY bucket), '{}'))::histogram
    FROM generate_subscripts(totals, 1) AS bucket
    WHERE totals[bucket] <> 0);
COMMENT ON FUNCTION histogram_of IS
  'The last step of histogram_merge: the buckets that are not empty.';

CREATE AGGREGATE histogram_merge(buckets smallint[], counts bigint[]) (
  SFUNC = histogram_add,
  STYPE = bigint[],
  INITCOND = '{}',
  FINALFUNC = histogram_of,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE histogram_merge(smallint[], bigint[]) IS
  'All given histograms in one. Whole numbers are added, so a quantile of the result is as exact as one of each.';

CREATE FUNCTION wilson_interval(successes bigint, trials bigint) RETURNS double precision[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  z2     CONSTANT double precision := 3.8414588206941254;
  n      CONSTANT double precision := trials;
  p      double precision;
  middle double precision;
  reach  double precision;
BEGIN
  IF trials > 0 AND successes BETWEEN 0 AND trials THEN
    p := successes / n;
    middle := (p + z2 / (2 * n)) / (1 + z2 / n);
    reach := sqrt(z2 * p * (1 - p) / n + z2 * z2 / (4 * n * n)) / (1 + z2 / n);
    RETURN ARRAY[
      CASE successes WHEN 0 THEN 0 ELSE greatest(0, middle - reach) END,
      CASE successes WHEN trials THEN 1 ELSE least(1, middle + reach) END];
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION wilson_interval IS
  'The interval {lower, upper} that holds the true success rate with 95 % confidence (z = 1.96): Wilson''s score interval without continuity correction (E. B. Wilson, Journal of the American Statistical Association 22, 1927, p. 209). Null when there were no trials.';

CREATE FUNCTION source_type_id(name text) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN md5(name)::uuid;
COMMENT ON FUNCTION source_type_id IS
  'The scope_id of a source type. Filter by it rather than by the name: the index has it.';

CREATE FUNCTION metrics_between(
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
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT
  range.hours, n.completed + n.failed + n.cancelled + n.lost, n.completed, n.failed, n.cancelled,
  n.lost, n.completed::double precision / nullif(n.completed + n.failed, 0),
  histogram_quantile(n.durations, 0.5), histogram_quantile(n.durations, 0.9),
  histogram_quantile(n.durations, 0.95), histogram_quantile(n.durations, 0.99),
  histogram_quantile(n.durations, 0), histogram_quantile(n.durations, 1),
  (n.sum / d.n / 1000000)::double precision,
  (sqrt(d.n * n.square_sum - n.sum * n.sum) / d.n / 1000000)::double precision,
  histogram_quantile(n.queue_times, 0.5), histogram_quantile(n.queue_times, 0.95),
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
    histogram_merge(hourly.duration_buckets, hourly.duration_counts) AS durations,
    histogram_merge(hourly.queue_buckets, hourly.queue_counts) AS queue_times
  FROM hourly_metrics AS hourly
  WHERE hourly.scope = metrics_between.scope AND hourly.scope_id = metrics_between.scope_id
    AND hourly.hour >= from_time AND hourly.hour < to_time) AS n
CROSS JOIN LATERAL (
  SELECT sum(count)::numeric AS n FROM unnest((n.durations).counts) AS count) AS d
CROSS JOIN (
  SELECT greatest(0, ceil(extract(epoch FROM to_time) / 3600)
                   - ceil(extract(epoch FROM from_time) / 3600))::bigint AS hours) AS range
$$;
COMMENT ON FUNCTION metrics_between IS
  'The metrics of a scope over the calendar hours (UTC) that begin at from_time or later and before to_time, as one row with the figures of rolling_metrics, merged from hourly_metrics. Times that are no whole hours move up to the next whole hour: from 10:30 to 12:30 is the same as from 11:00 to 13:00. hours says how many that are; rates are per second of them.';

CREATE FUNCTION rolling_metrics_as_of(moment timestamptz, size integer)
  RETURNS SETOF rolling_metrics
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
-- From each scope to the next by one step through the index, and to its newest row by another:
-- the cost goes with the scopes, not with their past.
WITH RECURSIVE known(scope_id, scope) AS (
  (SELECT first.scope_id, first.scope FROM rolling_metrics AS first
   ORDER BY first.scope_id, first.scope LIMIT 1)
  UNION ALL
  SELECT next.scope_id, next.scope
  FROM known
  CROSS JOIN LATERAL (
    SELECT rolling.scope_id, rolling.scope FROM rolling_metrics AS rolling
    WHERE (rolling.scope_id, rolling.scope) > (known.scope_id, known.scope)
    ORDER BY rolling.scope_id, rolling.scope LIMIT 1) AS next)
SELECT newest.*
FROM known
CROSS JOIN LATERAL (
  SELECT * FROM rolling_metrics AS rolling
  WHERE rolling.scope_id = known.scope_id AND rolling.scope = known.scope
    AND rolling.window_seconds = size AND rolling.as_of <= moment
  ORDER BY rolling.as_of DESC LIMIT 1) AS newest
$$;
COMMENT ON FUNCTION rolling_metrics_as_of IS
  'What was true at a moment: of each scope the newest row at or before it, for windows of so many seconds.';

-- The views of all scopes are alike but for what names the scope.
DO $$
DECLARE
  view record;
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
      CREATE VIEW %1$s_metrics AS
      SELECT
        %2$s size.window_size, metrics.window_seconds, metrics.as_of,
        (SELECT min(next.as_of) FROM rolling_metrics AS next
         WHERE next.scope_id = metrics.scope_id AND next.scope = metrics.scope
           AND next.window_seconds = metrics.window_seconds
           AND next.as_of > metrics.as_of) AS valid_until,
        metrics.is_final, metrics.jobs, metrics.completed, metrics.failed, metrics.cancelled,
        metrics.lost, metrics.success_rate, metrics.duration_p50, metrics.duration_p90,
        metrics.duration_p95, metrics.duration_p99, metrics.duration_min, metrics.duration_max,
        metrics.duration_mean, metrics.duration_stddev, metrics.queue_p50, metrics.queue_p95,
        metrics.entities_inserted, metrics.entities_updated, metrics.entities_deleted,
        metrics.entities_failed, metrics.running_seconds, metrics.entities_per_second,
        metrics.entities_per_running_second
      FROM (SELECT * FROM rolling_metrics WHERE scope = %1$L) AS metrics
      JOIN metric_window AS size ON size.window_seconds = metrics.window_seconds
      %3$s;
      COMMENT ON VIEW %1$s_metrics IS %4$L;

      CREATE VIEW %1$s_hourly AS
      SELECT
        %2$s metrics.hour, metrics.is_final,
        metrics.completed + metrics.failed + metrics.cancelled + metrics.lost AS jobs,
        metrics.completed, metrics.failed, metrics.cancelled, metrics.lost,
        metrics.completed::double precision / nullif(metrics.completed + metrics.failed, 0)
          AS success_rate,
        histogram_quantile(metrics.duration_buckets, metrics.duration_counts, 0.5) AS duration_p50,
        histogram_quantile(metrics.duration_buckets, metrics.duration_counts, 0.95) AS duration_p95,
        histogram_quantile(metrics.queue_buckets, metrics.queue_counts, 0.5) AS queue_p50,
        histogram_quantile(metrics.queue_buckets, metrics.queue_counts, 0.95) AS queue_p95,
        metrics.entities_inserted, metrics.entities_updated, metrics.entities_deleted,
        metrics.entities_failed,
        metrics.running_micros::double precision / 1000000 AS running_seconds,
        (metrics.entities_inserted + metrics.entities_updated + metrics.entities_deleted)
          ::double precision / 3600 AS entities_per_second,
        metrics.duration_buckets, metrics.duration_counts, metrics.queue_buckets,
        metrics.queue_counts
      FROM (SELECT * FROM hourly_metrics WHERE scope = %1$L) AS metrics
      %3$s;
      COMMENT ON VIEW %1$s_hourly IS %5$L;
      $view$,
      view.scope, view.columns, view.source,
      format('rolling_metrics of scope %s: filter by the id, the window and as_of, and the index finds the rows.', view.scope),
      format('hourly_metrics of scope %s with percentiles: filter by the id and the hour, and the index finds the rows.', view.scope));
  END LOOP;
END $$;

CREATE VIEW connection_health AS
SELECT
  newest.source_connection_id, connection.organization_id, connection.source_type,
  size.window_size, newest.window_seconds, newest.as_of, newest.is_final, newest.jobs,
  newest.completed, newest.failed, newest.cancelled, newest.lost, newest.success_rate,
  (wilson_interval(newest.completed, newest.completed + newest.failed))[1] AS success_rate_lower,
  (wilson_interval(newest.completed, newest.completed + newest.failed))[2] AS success_rate_upper,
  newest.duration_p50, newest.duration_p95, newest.queue_p95, newest.entities_per_second,
  newest.entities_per_running_second
FROM source_connection AS connection
JOIN newest_metrics AS newest ON newest.source_connection_id = connection.id
JOIN metric_window AS size ON size.window_seconds = newest.window_seconds;
COMMENT ON VIEW connection_health IS
  'How each connection does: its newest metrics of each window, with the 95 % interval of its success rate. For the worst first ORDER BY success_rate_lower.';

-- A column of a view means what the column of the same name of a table means.
DO $$
DECLARE
  explained record;
BEGIN
  FOR explained IN
    SELECT view.relname AS view, attribute.attname AS name,
      coalesce(own.text,
        (SELECT col_description(origin.oid, same.attnum)
         FROM unnest(ARRAY['rolling_metrics', 'hourly_metrics', 'metric_window', 'source_connection']::regclass[])
           WITH ORDINALITY AS origin(oid, rank)
         JOIN pg_attribute AS same ON same.attrelid = origin.oid AND same.attname = attribute.attname
         ORDER BY origin.rank LIMIT 1)) AS text
    FROM pg_class AS view
    JOIN pg_attribute AS attribute ON attribute.attrelid = view.oid AND attribute.attnum > 0
    LEFT JOIN (VALUES
      ('source_connection_id', 'The source connection.'),
      ('source_type_id', 'source_type_id(source_type).'),
      ('source_type', 'Short name of the source, such as notion or github.'),
      ('as_of', 'End of the window, not included; the row holds from then on.'),
      ('valid_until', 'as_of of the next row of the same scope and window: until then this one holds; null while there is none.'),
      ('success_rate_lower', 'Lower end of the 95 % interval of the success rate; null without jobs that completed or failed.'),
      ('success_rate_upper', 'Upper end of that interval.'))
      AS own(name, text) ON own.name = attribute.attname
    WHERE view.relkind = 'v' AND view.relnamespace = current_schema()::regnamespace
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', explained.view, explained.name, explained.text);
  END LOOP;
END $$;

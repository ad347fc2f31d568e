-- The functions that metrics are read with: histograms and intervals. Plain SQL and PL/pgSQL, no
-- extension. They are in the schema of those who ask in SQL, and call each other by their full
-- names, so that they work whatever a session's search path is.

CREATE SCHEMA analytics;
COMMENT ON SCHEMA analytics IS
  'What analysts read. Its names are stable; the tables behind it may change.';

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
    'CREATE FUNCTION analytics.histogram_bucket(micros bigint) RETURNS smallint
       LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN width_bucket(micros, %L::bigint[])::smallint', begins);
  EXECUTE format(
    'CREATE FUNCTION analytics.histogram_bucket_seconds(bucket integer) RETURNS double precision
       LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN CASE WHEN bucket = 0 THEN 0
                   WHEN bucket BETWEEN 1 AND 1095 THEN power(1.02::double precision, bucket) / 1010
                   WHEN bucket = 1096 THEN %s::double precision / 1000000 END',
    begins[1096] - 1);
END $$;
COMMENT ON FUNCTION analytics.histogram_bucket IS
  'The bucket, 0 to 1096, that holds a duration in microseconds; a negative one counts as none.';
COMMENT ON FUNCTION analytics.histogram_bucket_seconds IS
  'The value that stands for all durations of a bucket, in seconds: within 1 % of each of them from 1 ms to 30 days. Null for what is no bucket.';

CREATE TYPE analytics.histogram AS (buckets smallint[], counts bigint[]);
COMMENT ON TYPE analytics.histogram IS 'How often which duration came.';
COMMENT ON COLUMN analytics.histogram.buckets IS 'The buckets that are not empty, ascending.';
COMMENT ON COLUMN analytics.histogram.counts IS 'How many durations are in each of them.';

CREATE FUNCTION analytics.histogram_quantile(buckets smallint[], counts bigint[], q double precision)
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
  RETURN analytics.histogram_bucket_seconds(buckets[at]);
END $$;
COMMENT ON FUNCTION analytics.histogram_quantile(smallint[], bigint[], double precision) IS
  'The q-quantile of a histogram by nearest rank, in seconds, within 1 %: 0.95 for the 95th percentile, 0 for the shortest, 1 for the longest. Null when the histogram is empty or q is not from 0 to 1.';

CREATE FUNCTION analytics.histogram_quantile(durations analytics.histogram, q double precision)
  RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN analytics.histogram_quantile(durations.buckets, durations.counts, q);
COMMENT ON FUNCTION analytics.histogram_quantile(analytics.histogram, double precision) IS
  'The same for what histogram_merge returns.';

CREATE FUNCTION analytics.histogram_add(totals bigint[], buckets smallint[], counts bigint[])
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
COMMENT ON FUNCTION analytics.histogram_add IS
  'A step of histogram_merge: adds a histogram to the totals, which have the bucket for their index.';

CREATE FUNCTION analytics.histogram_of(totals bigint[]) RETURNS analytics.histogram
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    SELECT ROW(coalesce(array_agg(bucket::smallint ORDER BY bucket), '{}'),
               coalesce(array_agg(totals[bucket] ORDER BY bucket), '{}'))::analytics.histogram
    FROM generate_subscripts(totals, 1) AS bucket
    WHERE totals[bucket] <> 0);
COMMENT ON FUNCTION analytics.histogram_of IS
  'The last step of histogram_merge: the buckets that are not empty.';

CREATE AGGREGATE analytics.histogram_merge(buckets smallint[], counts bigint[]) (
  SFUNC = analytics.histogram_add,
  STYPE = bigint[],
  INITCOND = '{}',
  FINALFUNC = analytics.histogram_of,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE analytics.histogram_merge(smallint[], bigint[]) IS
  'All given histograms in one. Whole numbers are added, so a quantile of the result is as exact as one of each.';

CREATE FUNCTION analytics.wilson_interval(successes bigint, trials bigint) RETURNS double precision[]
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
COMMENT ON FUNCTION analytics.wilson_interval IS
  'The interval {lower, upper} that holds the true success rate with 95 % confidence (z = 1.96): Wilson''s score interval without continuity correction (E. B. Wilson, Journal of the American Statistical Association 22, 1927, p. 209). Null when there were no trials.';

CREATE FUNCTION analytics.source_type_id(name text) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN md5(name)::uuid;
COMMENT ON FUNCTION analytics.source_type_id IS
  'The scope_id of a source type. Filter by it rather than by the name: the index has it.';

-- Metrics: rolling windows, calendar hours with their histograms, and outcomes that came too late
-- for both. All of them are facts of the past that the job computes; it may state each of them as
-- often as it likes.

CREATE TYPE metric_scope AS ENUM ('connection', 'source_type', 'organization', 'platform');
COMMENT ON TYPE metric_scope IS 'Whose metrics: from the finest scope to the coarsest.';

CREATE TYPE outcome_kind AS ENUM ('completed', 'failed', 'cancelled', 'lost');
COMMENT ON TYPE outcome_kind IS
  'How a job came out. Lost is an inference: nothing more was heard of the job for a set time.';

-- One row for each change of a window: a row is valid until the next one of its scope and size.
CREATE TABLE rolling_metrics (
  scope_id         uuid         NOT NULL,
  scope            metric_scope NOT NULL,
  window_seconds   integer      NOT NULL,
  is_final         boolean      NOT NULL,
  as_of            timestamptz  NOT NULL,
  source_type      text,
  completed        bigint       NOT NULL,
  failed           bigint       NOT NULL,
  cancelled        bigint       NOT NULL,
  lost             bigint       NOT NULL,
  jobs             bigint       GENERATED ALWAYS AS (completed + failed + cancelled + lost) STORED,
  success_rate     double precision GENERATED ALWAYS AS
    (completed::double precision / nullif(completed + failed, 0)) STORED,
  duration_p50     double precision,
  duration_p90     double precision,
  duration_p95     double precision,
  duration_p99     double precision,
  duration_min     double precision,
  duration_max     double precision,
  duration_mean    double precision,
  duration_stddev  double precision,
  queue_p50        double precision,
  queue_p95        double precision,
  entities_inserted bigint      NOT NULL,
  entities_updated bigint       NOT NULL,
  entities_deleted bigint       NOT NULL,
  entities_failed  bigint       NOT NULL DEFAULT 0,
  running_seconds  double precision NOT NULL,
  entities_per_second double precision GENERATED ALWAYS AS
    ((entities_inserted + entities_updated + entities_deleted)::double precision / window_seconds) STORED,
  entities_per_running_second double precision GENERATED ALWAYS AS
    ((entities_inserted + entities_updated + entities_deleted)::double precision / nullif(running_seconds, 0)) STORED,
  PRIMARY KEY (scope_id, scope, window_seconds, as_of)
) WITH (fillfactor = 90);

CREATE TABLE hourly_metrics (
  scope_id          uuid         NOT NULL,
  scope             metric_scope NOT NULL,
  is_final          boolean      NOT NULL,
  hour              timestamptz  NOT NULL,
  source_type       text,
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
  PRIMARY KEY (scope_id, scope, hour)
) WITH (fillfactor = 80);

CREATE TABLE late_outcome (
  job_id               uuid         NOT NULL,
  source_connection_id uuid         NOT NULL,
  is_retraction        boolean      NOT NULL,
  organization_id      uuid,
  source_type          text,
  outcome              outcome_kind NOT NULL,
  created_at           timestamptz  NOT NULL,
  started_at           timestamptz,
  ended_at             timestamptz  NOT NULL,
  entities_inserted    bigint       NOT NULL,
  entities_updated     bigint       NOT NULL,
  entities_deleted     bigint       NOT NULL,
  recorded_at          timestamptz  NOT NULL DEFAULT now(),
  PRIMARY KEY (job_id, source_connection_id, is_retraction)
);

-- The newest row of each connection and size, with what connections are ranked by. Kept by the
-- procedure that writes rolling_metrics, so that "worst first" need not look at the past of all.
CREATE TABLE newest_metrics (
  source_connection_id uuid        NOT NULL,
  window_seconds       integer     NOT NULL,
  as_of                timestamptz NOT NULL,
  success_rate         double precision,
  duration_p95         double precision,
  entities_per_second  double precision NOT NULL,
  failed               bigint      NOT NULL,
  PRIMARY KEY (source_connection_id, window_seconds)
) WITH (fillfactor = 50);
CREATE INDEX newest_metrics_worst_first ON newest_metrics
  (window_seconds, success_rate, source_connection_id);

-- Job history: one row a job, one row a connection, and the two procedures that write them.
--
-- A row never goes backwards. What a writer brings is joined with what the row says, field by field,
-- and each join is commutative, associative and idempotent: a replay, an older state, a partial state
-- or a writer that should be dead cannot undo what is newer, in whatever order they write.

CREATE TYPE job_status AS ENUM
  ('created', 'pending', 'running', 'cancelling', 'completed', 'cancelled', 'failed');
COMMENT ON TYPE job_status IS
  'Status of a sync job. The order is the rank: of two that are not terminal the later is further along; of two terminal ones at the same time the later wins.';

CREATE TABLE source_connection (
  id                      uuid PRIMARY KEY,
  organization_id         uuid,
  organization_claimed_at timestamptz,
  sync_id                 uuid,
  source_type             text,
  collection_id           uuid,
  collection_name         text,
  collection_readable_id  text,
  described_at            timestamptz,
  first_seen_at           timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX source_connection_organization ON source_connection (organization_id, id);

COMMENT ON TABLE source_connection IS
  'One row for each source connection that was ever heard of. Outlives the connection itself.';
COMMENT ON COLUMN source_connection.id IS 'The source connection.';
COMMENT ON COLUMN source_connection.organization_id IS
  'The organization that owns the connection, as claimed first; null until an event names one, and then nobody may read its jobs.';
COMMENT ON COLUMN source_connection.organization_claimed_at IS
  'Time of the event that claimed the organization. A later claim of another organization changes nothing.';
COMMENT ON COLUMN source_connection.sync_id IS 'The sync that runs the jobs of the connection.';
COMMENT ON COLUMN source_connection.source_type IS 'Short name of the source, such as notion or github.';
COMMENT ON COLUMN source_connection.collection_id IS 'The collection that the connection feeds.';
COMMENT ON COLUMN source_connection.collection_name IS 'Name of the collection for people.';
COMMENT ON COLUMN source_connection.collection_readable_id IS 'Name of the collection in addresses.';
COMMENT ON COLUMN source_connection.described_at IS
  'Time of the newest status event: sync, source type and collection are as it said, and the connection was last seen then. Null while only batches were seen.';
COMMENT ON COLUMN source_connection.first_seen_at IS 'Time of the earliest event.';

CREATE TABLE sync_job (
  id                   uuid        NOT NULL,
  source_connection_id uuid        NOT NULL,
  status               job_status  NOT NULL,
  batches              integer     NOT NULL DEFAULT 0,
  created_at           timestamptz NOT NULL,
  started_at           timestamptz,
  ended_at             timestamptz,
  heard_at             timestamptz NOT NULL,
  lost_at              timestamptz,
  duration_seconds     double precision GENERATED ALWAYS AS
    (greatest(0, extract(epoch FROM ended_at - started_at))::double precision) STORED,
  entities_inserted    bigint      NOT NULL DEFAULT 0,
  entities_updated     bigint      NOT NULL DEFAULT 0,
  entities_deleted     bigint      NOT NULL DEFAULT 0,
  entities_failed      bigint      NOT NULL DEFAULT 0,
  entities_kept        bigint      NOT NULL DEFAULT 0,
  entities_skipped     bigint      NOT NULL DEFAULT 0,
  error                text,
  error_category       text,
  error_details        jsonb,
  PRIMARY KEY (id, source_connection_id),
  CONSTRAINT sync_job_ended_when_terminal CHECK ((ended_at IS NOT NULL) = (status >= 'completed'))
) WITH (fillfactor = 80);
CREATE INDEX sync_job_newest_first ON sync_job (source_connection_id, created_at DESC, id DESC);

COMMENT ON TABLE sync_job IS
  'One row for each job of a connection. The key holds the connection too, so that a record that names another tenant''s job cannot touch that tenant''s row.';
COMMENT ON COLUMN sync_job.id IS 'The sync job.';
COMMENT ON COLUMN sync_job.source_connection_id IS 'The source connection that the job ran for.';
COMMENT ON COLUMN sync_job.status IS 'The last status that was observed. Never an inferred one: see lost_at.';
COMMENT ON COLUMN sync_job.batches IS 'How many different entity batches were counted.';
COMMENT ON COLUMN sync_job.created_at IS 'The earliest time observed of the job.';
COMMENT ON COLUMN sync_job.started_at IS 'When the job began to run; null when that is not known.';
COMMENT ON COLUMN sync_job.ended_at IS
  'When the job completed, failed or was cancelled; null while it did none of them. The endpoint calls it completed_at.';
COMMENT ON COLUMN sync_job.heard_at IS 'The latest time observed of the job.';
COMMENT ON COLUMN sync_job.lost_at IS
  'When the job was taken for lost because nothing more was heard of it; null when it was not, or when it was heard of again.';
COMMENT ON COLUMN sync_job.duration_seconds IS
  'From started_at to ended_at in seconds, never negative; null while either is not known.';
COMMENT ON COLUMN sync_job.entities_inserted IS 'Entities that were new.';
COMMENT ON COLUMN sync_job.entities_updated IS 'Entities that had changed.';
COMMENT ON COLUMN sync_job.entities_deleted IS 'Entities that were gone.';
COMMENT ON COLUMN sync_job.entities_failed IS 'Entities that could not be processed. No event says it: 0.';
COMMENT ON COLUMN sync_job.entities_kept IS 'Entities that were unchanged.';
COMMENT ON COLUMN sync_job.entities_skipped IS 'Entities that were passed over.';
COMMENT ON COLUMN sync_job.error IS 'Message of the event that ended the job.';
COMMENT ON COLUMN sync_job.error_category IS
  'oauth_credentials_expired, api_key_invalid, auth_provider_account_gone or auth_provider_credentials_invalid; null when the event did not say.';
COMMENT ON COLUMN sync_job.error_details IS 'More about the error, as the event gave it; null when it gave nothing.';

CREATE TABLE rejected_row (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_name  text        NOT NULL,
  row_key     text        NOT NULL,
  sqlstate    text        NOT NULL,
  message     text        NOT NULL,
  rejected_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rejected_row IS
  'Rows that Postgres refused for what they hold (SQLSTATE classes 22 and 23). The others of the same batch were written; the job goes on. Empty unless something is wrong.';
COMMENT ON COLUMN rejected_row.id IS 'Number of the refusal.';
COMMENT ON COLUMN rejected_row.table_name IS 'The table that refused the row.';
COMMENT ON COLUMN rejected_row.row_key IS 'Key of the refused row.';
COMMENT ON COLUMN rejected_row.sqlstate IS 'The five characters of the error.';
COMMENT ON COLUMN rejected_row.message IS 'What Postgres said.';
COMMENT ON COLUMN rejected_row.rejected_at IS 'When it was refused.';

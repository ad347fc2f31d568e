-- Job history: one row a job, one row a connection, and the two procedures that write them.
--
-- A row never goes backwards. What a writer brings is joined with what the row says, field by field,
-- and each join is commutative, associative and idempotent: a replay, an older state, a partial state
-- or a writer that should be dead cannot undo what is newer, in whatever order they write.

DO $$
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'database % has the encoding %, which cannot hold every text that events bring',
      current_database(), current_setting('server_encoding')
      USING HINT = 'Create the database with ENCODING ''UTF8''.';
  END IF;
END $$;

CREATE TYPE job_status AS ENUM
  ('created', 'pending', 'running', 'cancelling', 'completed', 'cancelled', 'failed');
COMMENT ON TYPE job_status IS
  'Status of a sync job. The order is the rank: of two that are not terminal the later is further along; of two terminal ones at the same time the later wins.';

-- The fill factors leave room on each page for the next versions of its rows, so that updates stay
-- HOT (touch no index). A batch may update every connection at once, but seldom every job of a page.

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
  first_seen_at           timestamptz NOT NULL,
  last_seen_at            timestamptz,
  deleted_at              timestamptz,
  search_text             text GENERATED ALWAYS AS
    (lower(coalesce(collection_name, '') || chr(10) || coalesce(collection_readable_id, '')
           || chr(10) || coalesce(source_type, ''))) STORED,
  CONSTRAINT source_connection_organization_by_claim
    CHECK ((organization_id IS NULL) = (organization_claimed_at IS NULL))
) WITH (fillfactor = 50);
-- Neither is about what events change all the time, so updates stay HOT.
CREATE INDEX source_connection_organization ON source_connection (organization_id, id);
CREATE INDEX source_connection_source_type ON source_connection (organization_id, source_type, id);

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
  'Time of the newest status event: sync, source type and collection are as it said. Null while none was seen.';
COMMENT ON COLUMN source_connection.first_seen_at IS 'Time of the earliest event or row.';
COMMENT ON COLUMN source_connection.last_seen_at IS
  'Time of the latest status event, or of the latest change of a row of the platform''s own tables; null while only batches were seen.';
COMMENT ON COLUMN source_connection.deleted_at IS
  'When the platform deleted the connection; null when that was not observed. Its history stays.';
COMMENT ON COLUMN source_connection.search_text IS
  'What people search in, in lower case: name and readable id of the collection, and source type. Stored, because making it costs five times what searching it does.';

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
  status_at            timestamptz,
  row_modified_at      timestamptz,
  row_lsn              bigint,
  duration_seconds     double precision GENERATED ALWAYS AS
    (CASE WHEN end_evidence = 0 THEN NULL WHEN ended_at < started_at THEN 0
      ELSE extract(epoch FROM ended_at - started_at) END) STORED,
  end_evidence         smallint    NOT NULL DEFAULT 2,
  status_from_row      boolean     NOT NULL DEFAULT false,
  created_from_row     boolean     NOT NULL DEFAULT false,
  started_from_row     boolean     NOT NULL DEFAULT false,
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
  CONSTRAINT sync_job_ended_when_terminal CHECK ((ended_at IS NOT NULL) = (status >= 'completed')),
  CONSTRAINT sync_job_end_evidence CHECK (end_evidence BETWEEN 0 AND 2)
) WITH (fillfactor = 60);
CREATE INDEX sync_job_newest_first ON sync_job (source_connection_id, created_at DESC, id DESC);
-- For questions about all jobs of a time. It costs next to nothing, and updates stay HOT: created_at
-- changes seldom, and from Postgres 16 on a change of it would not matter either.
CREATE INDEX sync_job_by_time ON sync_job USING brin (created_at);

COMMENT ON TABLE sync_job IS
  'One row for each job of a connection. The key holds the connection too, so that a record that names another tenant''s job cannot touch that tenant''s row.';
COMMENT ON COLUMN sync_job.id IS 'The sync job.';
COMMENT ON COLUMN sync_job.source_connection_id IS 'The source connection that the job ran for.';
COMMENT ON COLUMN sync_job.status IS 'The last status that was observed. Never an inferred one: see lost_at.';
COMMENT ON COLUMN sync_job.batches IS 'How many different entity batches were counted.';
COMMENT ON COLUMN sync_job.created_at IS
  'When the job was created, as the platform''s own row says; without one the earliest time observed of the job.';
COMMENT ON COLUMN sync_job.started_at IS 'When the job began to run; null when that is not known.';
COMMENT ON COLUMN sync_job.ended_at IS
  'When the job completed, failed or was cancelled; null while it did none of them. The endpoint calls it completed_at.';
COMMENT ON COLUMN sync_job.heard_at IS 'The latest time observed of the job.';
COMMENT ON COLUMN sync_job.lost_at IS
  'When the job was taken for lost because nothing more was heard of it; null when it was not, or when it was heard of again.';
COMMENT ON COLUMN sync_job.status_at IS
  'Time of what the status is from: of a row when it was modified; of a terminal event the latest of them; else the latest time at which events showed the status.';
COMMENT ON COLUMN sync_job.row_modified_at IS
  'When the newest row of the platform''s own table that was observed of the job was modified; null when none was.';
COMMENT ON COLUMN sync_job.row_lsn IS
  'Place of that row in the platform''s database log, 0 when that is not known; null like row_modified_at.';
COMMENT ON COLUMN sync_job.end_evidence IS
  'How ended_at is known: 2 by what shows that the job has ended, 1 by something else, 0 not at all: then it is the earliest time at which it can have been, and the job has no duration.';
COMMENT ON COLUMN sync_job.status_from_row IS
  'Whether status, ended_at and the error are as a row of the platform''s own table says, not as events say.';
COMMENT ON COLUMN sync_job.created_from_row IS 'Whether created_at is as such a row says.';
COMMENT ON COLUMN sync_job.started_from_row IS 'Whether started_at is as such a row says.';
COMMENT ON COLUMN sync_job.duration_seconds IS
  'From started_at to ended_at in seconds, never negative; null while either is not known.';
COMMENT ON COLUMN sync_job.entities_inserted IS 'Entities that were new.';
COMMENT ON COLUMN sync_job.entities_updated IS 'Entities that had changed.';
COMMENT ON COLUMN sync_job.entities_deleted IS 'Entities that were gone.';
COMMENT ON COLUMN sync_job.entities_failed IS 'Entities that could not be processed. No event says it: 0.';
COMMENT ON COLUMN sync_job.entities_kept IS 'Entities that were unchanged.';
COMMENT ON COLUMN sync_job.entities_skipped IS 'Entities that were passed over.';
COMMENT ON COLUMN sync_job.error IS 'Message of the event or row that ended the job.';
COMMENT ON COLUMN sync_job.error_category IS
  'oauth_credentials_expired, api_key_invalid, auth_provider_account_gone or auth_provider_credentials_invalid; null when neither event nor row said.';
COMMENT ON COLUMN sync_job.error_details IS 'More about the error, as the event gave it; null when it gave nothing.';

-- Which jobs are open can be asked of sync_job only by reading all of it: an index on what tells it
-- would change with the end of every job, and no end of a job would be HOT any more. So they are
-- listed apart, as long as they are open. A trigger does it, whoever writes, and it is right under
-- two writers, too: both hold the lock of the job's row when they come here.
CREATE TABLE open_job (
  source_connection_id uuid    NOT NULL,
  job_id               uuid    NOT NULL,
  is_running           boolean NOT NULL,
  PRIMARY KEY (source_connection_id, job_id)
);
COMMENT ON TABLE open_job IS
  'One row for each job that has neither ended nor is taken for lost. Kept by triggers of sync_job.';
COMMENT ON COLUMN open_job.source_connection_id IS 'The source connection that the job runs for.';
COMMENT ON COLUMN open_job.job_id IS 'The sync job.';
COMMENT ON COLUMN open_job.is_running IS
  'Whether the job runs or is being cancelled; otherwise it has not begun.';

CREATE FUNCTION list_open_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM open_job AS open USING changed
    WHERE open.source_connection_id = changed.source_connection_id AND open.job_id = changed.id
      AND (changed.ended_at IS NOT NULL OR changed.lost_at IS NOT NULL);
  END IF;
  INSERT INTO open_job AS open (source_connection_id, job_id, is_running)
  SELECT source_connection_id, id, status >= 'running' FROM changed
  WHERE ended_at IS NULL AND lost_at IS NULL
  ON CONFLICT (source_connection_id, job_id) DO UPDATE SET is_running = excluded.is_running
  WHERE open.is_running <> excluded.is_running;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION list_open_jobs IS 'Brings open_job up to date with the jobs that were written.';

CREATE FUNCTION unlist_open_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE open_job;
  ELSE
    DELETE FROM open_job AS open USING gone
    WHERE open.source_connection_id = gone.source_connection_id AND open.job_id = gone.id;
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION unlist_open_jobs IS 'Takes jobs that were removed out of open_job.';

CREATE TRIGGER sync_job_inserted AFTER INSERT ON sync_job
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_open_jobs();
CREATE TRIGGER sync_job_updated AFTER UPDATE ON sync_job
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_open_jobs();
CREATE TRIGGER sync_job_deleted AFTER DELETE ON sync_job
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION unlist_open_jobs();
CREATE TRIGGER sync_job_truncated AFTER TRUNCATE ON sync_job
  FOR EACH STATEMENT EXECUTE FUNCTION unlist_open_jobs();

CREATE TABLE rejected_row (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_name  text        NOT NULL,
  row_key     text        NOT NULL,
  sqlstate    text        NOT NULL,
  message     text        NOT NULL,
  rejected_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rejected_row IS
  'Rows that Postgres refused for what they hold (SQLSTATE classes 22, 23 and 54). The others of the same batch were written; the job goes on. Empty unless something is wrong.';
COMMENT ON COLUMN rejected_row.id IS 'Number of the refusal.';
COMMENT ON COLUMN rejected_row.table_name IS 'The table that refused the row.';
COMMENT ON COLUMN rejected_row.row_key IS 'Key of the refused row.';
COMMENT ON COLUMN rejected_row.sqlstate IS 'The five characters of the error.';
COMMENT ON COLUMN rejected_row.message IS 'What Postgres said.';
COMMENT ON COLUMN rejected_row.rejected_at IS 'When it was refused.';

CREATE FUNCTION from_epoch_micros(micros bigint) RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN 'epoch'::timestamptz + micros * interval '1 microsecond';
COMMENT ON FUNCTION from_epoch_micros IS
  'The moment that is so many microseconds after 1970-01-01 UTC. Exact up to the year 2255.';

-- The functions below take whole rows so that the planner can inline them down to plain columns.
-- Each is a strict total order over the columns that it names, and a join that takes those columns
-- together from the greater row is therefore commutative, associative and idempotent.

CREATE FUNCTION row_is_newer(a sync_job, b sync_job) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (coalesce(a.row_modified_at, '-infinity'), coalesce(a.row_lsn, -1))
       > (coalesce(b.row_modified_at, '-infinity'), coalesce(b.row_lsn, -1));
COMMENT ON FUNCTION row_is_newer IS
  'Whether a knows a newer row of the platform''s own table than b does. No row is the oldest.';

CREATE FUNCTION status_level(a sync_job, b sync_job) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN a.status_from_row THEN
      CASE WHEN row_is_newer(b, a) THEN 0 WHEN a.ended_at IS NOT NULL THEN 4 ELSE 2 END
    WHEN a.ended_at IS NOT NULL THEN
      CASE WHEN row_is_newer(b, a) AND a.status_at < b.row_modified_at THEN 1 ELSE 3 END
    ELSE
      CASE WHEN row_is_newer(b, a) AND a.status_at <= b.row_modified_at THEN 0 ELSE 2 END
  END;
COMMENT ON FUNCTION status_level IS
  'How much the status of a weighs beside what b knows: 4 the newest row, terminal; 3 a terminal event that is not older than the newest row; 2 a status under way, of the newest row or of events after it; 1 and 0 what a newer row has overtaken.';

CREATE FUNCTION status_outranks(a sync_job, b sync_job) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (status_level(a, b),
          coalesce(CASE WHEN NOT b.status_from_row THEN b.ended_at END, 'infinity'),
          a.status, a.status_from_row,
          a.error IS NOT NULL, coalesce(a.error, '') COLLATE "C",
          a.error_category IS NOT NULL, coalesce(a.error_category, '') COLLATE "C",
          a.error_details IS NOT NULL, coalesce(a.error_details::text, '') COLLATE "C")
       > (status_level(b, a),
          coalesce(CASE WHEN NOT a.status_from_row THEN a.ended_at END, 'infinity'),
          b.status, b.status_from_row,
          b.error IS NOT NULL, coalesce(b.error, '') COLLATE "C",
          b.error_category IS NOT NULL, coalesce(b.error_category, '') COLLATE "C",
          b.error_details IS NOT NULL, coalesce(b.error_details::text, '') COLLATE "C");
COMMENT ON FUNCTION status_outranks IS
  'Whether status, ended_at and the error of a stand against those of b: the greater level, then of events the earlier end, then the greater status, then a row against an event, then the greater error (null is least).';

CREATE FUNCTION joined_end(winner sync_job, other sync_job) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN winner.end_evidence = 2 OR other.ended_at IS NULL OR least(other.end_evidence, 1) < winner.end_evidence
      THEN winner.ended_at
    WHEN least(other.end_evidence, 1) > winner.end_evidence THEN other.ended_at
    ELSE least(winner.ended_at, other.ended_at)
  END;
COMMENT ON FUNCTION joined_end IS
  'When a job ended whose status is the winner''s, who outranks the other: as the winner''s row tells; where it does not, the earliest that either was told, or else the earliest that it can have been.';

CREATE FUNCTION joined_end_evidence(winner sync_job, other sync_job) RETURNS smallint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN winner.end_evidence = 0 AND other.ended_at IS NOT NULL
    THEN least(other.end_evidence, 1::smallint) ELSE winner.end_evidence END;
COMMENT ON FUNCTION joined_end_evidence IS 'How what joined_end tells is known.';

CREATE FUNCTION shows_later(a sync_job, b sync_job) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN NOT a.status_from_row AND NOT b.status_from_row
     AND (a.status = b.status OR (a.ended_at IS NOT NULL AND b.ended_at IS NOT NULL));
COMMENT ON FUNCTION shows_later IS
  'Whether events show the same of both, so that the later of their times is the latest of all.';

CREATE FUNCTION counts_outrank(a sync_job, b sync_job) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN status_level(a, b) = 4 AND status_level(b, a) <> 4;
COMMENT ON FUNCTION counts_outrank IS
  'Whether the entities inserted, updated and deleted of a stand against those of b even if they are fewer: the newest row is that of a job that has ended, and only a knows it.';

CREATE FUNCTION claims_before(a source_connection, b source_connection) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce((coalesce(a.organization_claimed_at, 'infinity'), a.organization_id)
                < (coalesce(b.organization_claimed_at, 'infinity'), b.organization_id), false);
COMMENT ON FUNCTION claims_before IS
  'Whether a''s organization stands against b''s: the earlier claim, then the smaller id. No claim is the latest.';

CREATE FUNCTION describes_after(a source_connection, b source_connection) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (coalesce(a.described_at, '-infinity'),
          a.sync_id IS NOT NULL, coalesce(a.sync_id, '00000000-0000-0000-0000-000000000000'),
          a.source_type IS NOT NULL, coalesce(a.source_type, '') COLLATE "C",
          a.collection_id IS NOT NULL, coalesce(a.collection_id, '00000000-0000-0000-0000-000000000000'),
          a.collection_name IS NOT NULL, coalesce(a.collection_name, '') COLLATE "C",
          a.collection_readable_id IS NOT NULL, coalesce(a.collection_readable_id, '') COLLATE "C")
       > (coalesce(b.described_at, '-infinity'),
          b.sync_id IS NOT NULL, coalesce(b.sync_id, '00000000-0000-0000-0000-000000000000'),
          b.source_type IS NOT NULL, coalesce(b.source_type, '') COLLATE "C",
          b.collection_id IS NOT NULL, coalesce(b.collection_id, '00000000-0000-0000-0000-000000000000'),
          b.collection_name IS NOT NULL, coalesce(b.collection_name, '') COLLATE "C",
          b.collection_readable_id IS NOT NULL, coalesce(b.collection_readable_id, '') COLLATE "C");
COMMENT ON FUNCTION describes_after IS
  'Whether what a says of sync, source type and collection stands against what b says: the newer description, then the greater values (null is least).';

-- Procedures, because a batch of JDBC may not return rows. The arrays hold one row at each index; no
-- key may come twice in one call; keys in ascending order keep two writers from a deadlock.

CREATE PROCEDURE merge_source_connections(
  connection_ids           uuid[],
  organization_ids         uuid[],
  organization_claim_times bigint[],
  sync_ids                 uuid[],
  source_types             text[],
  collection_ids           uuid[],
  collection_names         text[],
  collection_readable_ids  text[],
  described_times          bigint[],
  first_seen_times         bigint[],
  last_seen_times          bigint[],
  deleted_times            bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  n CONSTANT integer := cardinality(connection_ids);
  first integer;
  last  integer;
BEGIN
  INSERT INTO source_connection AS old (
    id, organization_id, organization_claimed_at, sync_id, source_type, collection_id,
    collection_name, collection_readable_id, described_at, first_seen_at, last_seen_at, deleted_at)
  SELECT
    new.id, new.organization_id, from_epoch_micros(new.organization_claimed_at), new.sync_id,
    new.source_type, new.collection_id, new.collection_name, new.collection_readable_id,
    from_epoch_micros(new.described_at), from_epoch_micros(new.first_seen_at),
    from_epoch_micros(new.last_seen_at), from_epoch_micros(new.deleted_at)
  FROM unnest(
    connection_ids, organization_ids, organization_claim_times, sync_ids, source_types,
    collection_ids, collection_names, collection_readable_ids, described_times, first_seen_times,
    last_seen_times, deleted_times)
    AS new(
      id, organization_id, organization_claimed_at, sync_id, source_type,
      collection_id, collection_name, collection_readable_id, described_at, first_seen_at,
      last_seen_at, deleted_at)
  ON CONFLICT (id) DO UPDATE SET
    organization_id =
      CASE WHEN claims_before(excluded, old) THEN excluded.organization_id ELSE old.organization_id END,
    organization_claimed_at = least(old.organization_claimed_at, excluded.organization_claimed_at),
    sync_id = CASE WHEN describes_after(excluded, old) THEN excluded.sync_id ELSE old.sync_id END,
    source_type =
      CASE WHEN describes_after(excluded, old) THEN excluded.source_type ELSE old.source_type END,
    collection_id =
      CASE WHEN describes_after(excluded, old) THEN excluded.collection_id ELSE old.collection_id END,
    collection_name =
      CASE WHEN describes_after(excluded, old) THEN excluded.collection_name ELSE old.collection_name END,
    collection_readable_id =
      CASE WHEN describes_after(excluded, old)
        THEN excluded.collection_readable_id ELSE old.collection_readable_id END,
    described_at = greatest(old.described_at, excluded.described_at),
    first_seen_at = least(old.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(old.last_seen_at, excluded.last_seen_at),
    deleted_at = least(old.deleted_at, excluded.deleted_at)
  WHERE claims_before(excluded, old)
     OR describes_after(excluded, old)
     OR excluded.first_seen_at < old.first_seen_at
     OR excluded.last_seen_at > coalesce(old.last_seen_at, '-infinity')
     OR excluded.deleted_at < coalesce(old.deleted_at, 'infinity');
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  IF n = 1 THEN
    INSERT INTO rejected_row (table_name, row_key, sqlstate, message)
    VALUES ('source_connection', connection_ids[1]::text, SQLSTATE, SQLERRM);
    RETURN;
  END IF;
  FOR first, last IN VALUES (1, n / 2), (n / 2 + 1, n) LOOP
    CALL merge_source_connections(
      connection_ids[first:last], organization_ids[first:last],
      organization_claim_times[first:last], sync_ids[first:last], source_types[first:last],
      collection_ids[first:last], collection_names[first:last],
      collection_readable_ids[first:last], described_times[first:last],
      first_seen_times[first:last], last_seen_times[first:last], deleted_times[first:last]);
  END LOOP;
END $$;
COMMENT ON PROCEDURE merge_source_connections IS
  'Joins the given states of connections with their rows. Times are microseconds since the epoch. A row that Postgres refuses for what it holds goes to rejected_row, the others are written.';

CREATE PROCEDURE merge_sync_jobs(
  job_ids         uuid[],
  connection_ids  uuid[],
  statuses        text[],
  batch_counts    integer[],
  created_times   bigint[],
  started_times   bigint[],
  ended_times     bigint[],
  heard_times     bigint[],
  lost_times      bigint[],
  status_times    bigint[],
  row_times       bigint[],
  row_lsns        bigint[],
  status_row_flags  boolean[],
  end_evidences     integer[],
  created_row_flags boolean[],
  started_row_flags boolean[],
  inserted_counts bigint[],
  updated_counts  bigint[],
  deleted_counts  bigint[],
  kept_counts     bigint[],
  skipped_counts  bigint[],
  errors          text[],
  categories      text[],
  details         text[])
LANGUAGE plpgsql AS $$
DECLARE
  n CONSTANT integer := cardinality(job_ids);
  first integer;
  last  integer;
BEGIN
  INSERT INTO sync_job AS old (
    id, source_connection_id, status, batches, created_at, started_at, ended_at, heard_at, lost_at,
    status_at, row_modified_at, row_lsn, status_from_row, end_evidence, created_from_row,
    started_from_row, entities_inserted, entities_updated, entities_deleted, entities_kept, entities_skipped,
    error, error_category, error_details)
  SELECT
    new.id, new.source_connection_id, new.status::job_status, new.batches,
    from_epoch_micros(new.created_at), from_epoch_micros(new.started_at),
    from_epoch_micros(new.ended_at), from_epoch_micros(new.heard_at),
    CASE WHEN new.ended_at IS NULL THEN from_epoch_micros(new.lost_at) END,
    from_epoch_micros(new.status_at), from_epoch_micros(new.row_modified_at), new.row_lsn,
    new.status_from_row, new.end_evidence, new.created_from_row, new.started_from_row,
    new.inserted, new.updated, new.deleted, new.kept, new.skipped,
    new.error, new.category, new.details::jsonb
  FROM unnest(
    job_ids, connection_ids, statuses, batch_counts, created_times, started_times, ended_times,
    heard_times, lost_times, status_times, row_times, row_lsns, status_row_flags, end_evidences,
    created_row_flags, started_row_flags, inserted_counts, updated_counts, deleted_counts, kept_counts,
    skipped_counts, errors, categories, details)
    AS new(
      id, source_connection_id, status, batches, created_at, started_at, ended_at,
      heard_at, lost_at, status_at, row_modified_at, row_lsn, status_from_row, end_evidence,
      created_from_row, started_from_row, inserted, updated, deleted, kept,
      skipped, error, category, details)
  ON CONFLICT (id, source_connection_id) DO UPDATE SET
    status = CASE WHEN status_outranks(excluded, old) THEN excluded.status ELSE old.status END,
    batches = greatest(old.batches, excluded.batches),
    created_at =
      CASE WHEN old.created_from_row = excluded.created_from_row
        THEN least(old.created_at, excluded.created_at)
        WHEN old.created_from_row THEN old.created_at ELSE excluded.created_at END,
    started_at =
      CASE WHEN old.started_from_row = excluded.started_from_row
        THEN least(old.started_at, excluded.started_at)
        WHEN old.started_from_row THEN old.started_at ELSE excluded.started_at END,
    ended_at =
      CASE WHEN status_outranks(excluded, old)
        THEN joined_end(excluded, old) ELSE joined_end(old, excluded) END,
    end_evidence =
      CASE WHEN status_outranks(excluded, old)
        THEN joined_end_evidence(excluded, old) ELSE joined_end_evidence(old, excluded) END,
    heard_at = greatest(old.heard_at, excluded.heard_at),
    -- A job is lost for what was known of it: only the side that knows all that both know can say so.
    lost_at = greatest(
      CASE WHEN old.heard_at >= excluded.heard_at AND NOT status_outranks(excluded, old)
        THEN old.lost_at END,
      CASE WHEN excluded.heard_at >= old.heard_at AND NOT status_outranks(old, excluded)
        THEN excluded.lost_at END),
    status_at =
      CASE WHEN shows_later(excluded, old) THEN greatest(old.status_at, excluded.status_at)
        WHEN status_outranks(excluded, old) THEN excluded.status_at ELSE old.status_at END,
    row_modified_at = greatest(old.row_modified_at, excluded.row_modified_at),
    row_lsn = CASE WHEN row_is_newer(excluded, old) THEN excluded.row_lsn ELSE old.row_lsn END,
    status_from_row =
      CASE WHEN status_outranks(excluded, old) THEN excluded.status_from_row ELSE old.status_from_row END,
    created_from_row = old.created_from_row OR excluded.created_from_row,
    started_from_row = old.started_from_row OR excluded.started_from_row,
    entities_inserted =
      CASE WHEN counts_outrank(excluded, old) THEN excluded.entities_inserted
        WHEN counts_outrank(old, excluded) THEN old.entities_inserted
        ELSE greatest(old.entities_inserted, excluded.entities_inserted) END,
    entities_updated =
      CASE WHEN counts_outrank(excluded, old) THEN excluded.entities_updated
        WHEN counts_outrank(old, excluded) THEN old.entities_updated
        ELSE greatest(old.entities_updated, excluded.entities_updated) END,
    entities_deleted =
      CASE WHEN counts_outrank(excluded, old) THEN excluded.entities_deleted
        WHEN counts_outrank(old, excluded) THEN old.entities_deleted
        ELSE greatest(old.entities_deleted, excluded.entities_deleted) END,
    entities_kept = greatest(old.entities_kept, excluded.entities_kept),
    entities_skipped = greatest(old.entities_skipped, excluded.entities_skipped),
    error = CASE WHEN status_outranks(excluded, old) THEN excluded.error ELSE old.error END,
    error_category =
      CASE WHEN status_outranks(excluded, old) THEN excluded.error_category ELSE old.error_category END,
    error_details =
      CASE WHEN status_outranks(excluded, old) THEN excluded.error_details ELSE old.error_details END
  -- What says nothing new leaves no dead row behind: a replay is nearly free.
  WHERE status_outranks(excluded, old)
     OR joined_end(old, excluded) <> old.ended_at
     OR joined_end_evidence(old, excluded) <> old.end_evidence
     OR excluded.batches > old.batches
     OR row_is_newer(excluded, old)
     OR (excluded.created_at < old.created_at AND excluded.created_from_row = old.created_from_row)
     OR (excluded.created_from_row AND NOT old.created_from_row)
     OR (excluded.started_at < coalesce(old.started_at, 'infinity')
         AND excluded.started_from_row = old.started_from_row)
     OR (excluded.started_from_row AND NOT old.started_from_row)
     OR (shows_later(excluded, old) AND excluded.status_at > old.status_at)
     OR counts_outrank(excluded, old)
     OR excluded.heard_at > old.heard_at
     OR (excluded.lost_at > coalesce(old.lost_at, '-infinity')
         AND excluded.heard_at = old.heard_at AND NOT status_outranks(old, excluded))
     OR (excluded.entities_inserted > old.entities_inserted AND NOT counts_outrank(old, excluded))
     OR (excluded.entities_updated > old.entities_updated AND NOT counts_outrank(old, excluded))
     OR (excluded.entities_deleted > old.entities_deleted AND NOT counts_outrank(old, excluded))
     OR excluded.entities_kept > old.entities_kept
     OR excluded.entities_skipped > old.entities_skipped;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  IF n = 1 THEN
    INSERT INTO rejected_row (table_name, row_key, sqlstate, message)
    VALUES ('sync_job', job_ids[1] || ' of connection ' || connection_ids[1], SQLSTATE, SQLERRM);
    RETURN;
  END IF;
  FOR first, last IN VALUES (1, n / 2), (n / 2 + 1, n) LOOP
    CALL merge_sync_jobs(
      job_ids[first:last], connection_ids[first:last], statuses[first:last],
      batch_counts[first:last], created_times[first:last], started_times[first:last],
      ended_times[first:last], heard_times[first:last], lost_times[first:last],
      status_times[first:last], row_times[first:last], row_lsns[first:last],
      status_row_flags[first:last], end_evidences[first:last], created_row_flags[first:last],
      started_row_flags[first:last],
      inserted_counts[first:last], updated_counts[first:last], deleted_counts[first:last],
      kept_counts[first:last], skipped_counts[first:last], errors[first:last],
      categories[first:last], details[first:last]);
  END LOOP;
END $$;
COMMENT ON PROCEDURE merge_sync_jobs IS
  'Joins the given states of jobs with their rows. Times are microseconds since the epoch. A row that Postgres refuses for what it holds goes to rejected_row, the others are written.';

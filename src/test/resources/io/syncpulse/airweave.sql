-- The tables of Airweave that Syncpulse reads, as its migrations of April 2026 define them: every
-- time is without a zone, and UTC; a connection goes with its sync, and so do the jobs.

CREATE TABLE sync (
  id uuid PRIMARY KEY
);

CREATE TABLE source_connection (
  id                         uuid PRIMARY KEY,
  organization_id            uuid      NOT NULL,
  name                       varchar   NOT NULL,
  description                text,
  short_name                 varchar   NOT NULL,
  config_fields              json,
  readable_auth_provider_id  varchar,
  auth_provider_config       json,
  sync_id                    uuid REFERENCES sync (id) ON DELETE CASCADE,
  readable_collection_id     varchar,
  connection_id              uuid,
  connection_init_session_id uuid,
  is_authenticated           boolean   NOT NULL DEFAULT false,
  created_at                 timestamp NOT NULL,
  modified_at                timestamp NOT NULL,
  created_by_email           varchar,
  modified_by_email          varchar
);

CREATE TABLE sync_job (
  id                   uuid PRIMARY KEY,
  organization_id      uuid        NOT NULL,
  sync_id              uuid        NOT NULL REFERENCES sync (id) ON DELETE CASCADE,
  status               varchar(50) NOT NULL,
  started_at           timestamp,
  completed_at         timestamp,
  failed_at            timestamp,
  entities_inserted    integer     NOT NULL,
  entities_updated     integer     NOT NULL,
  entities_deleted     integer     NOT NULL,
  entities_kept        integer     NOT NULL,
  entities_skipped     integer     NOT NULL,
  error                varchar,
  error_category       varchar(64),
  entities_encountered json,
  scheduled            boolean     NOT NULL,
  sync_config          jsonb,
  sync_metadata        jsonb,
  created_at           timestamp   NOT NULL,
  modified_at          timestamp   NOT NULL,
  created_by_email     varchar,
  modified_by_email    varchar
);
